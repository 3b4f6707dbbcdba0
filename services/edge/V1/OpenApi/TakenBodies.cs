using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>Tells the framework's description of the API of the bodies that handlers read by hand.</summary>
internal sealed class TakenBodies : IApiDescriptionProvider
{
    /// <summary>After the framework's own, which is below 0.</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            if (description.ActionDescriptor.EndpointMetadata?.OfType<TakenJson>().LastOrDefault() is { } body)
            {
                description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = "application/json" });
                description.ParameterDescriptions.Add(new ApiParameterDescription
                {
                    Name = "body",
                    Type = body.Type,
                    Source = BindingSource.Body,
                    IsRequired = true,
                });
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        // Nothing is left to do.
    }
}
