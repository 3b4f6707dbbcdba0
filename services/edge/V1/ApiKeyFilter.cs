using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>Lets in who shows exactly one working key, not too often, and says whose channel it opens.</summary>
internal sealed class ApiKeyFilter(
    ChannelDirectory directory,
    KeyUse use,
    RateLimits limits,
    IOptions<EdgeOptions> options) : IEndpointFilter
{
    /// <summary>Ours have 55 characters; nobody shall make us hash megabytes.</summary>
    private const int LongestKey = 512;

    private readonly string[] _headers = options.Value.KeyHeaders();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var (key, problem) = ReadKey(http.Request.Headers);
        if (key is null)
        {
            return Refuse(http, problem);
        }

        var opened = await directory.FindByApiKeyAsync(key, http.RequestAborted).WaitAsync(Patience.ForDatabase, http.RequestAborted);
        if (opened is null)
        {
            return Refuse(http, "Invalid API key.");
        }

        use.Note(opened.KeyId);
        if (!limits.TryTake(opened, http.GetEndpoint()?.Metadata.GetMetadata<CountsAsMessage>() is not null))
        {
            return V1Dialect.Answer(
                http, StatusCodes.Status429TooManyRequests, "The channel's limit is reached; try again after a pause");
        }

        http.Features.Set(opened);
        return await next(context);
    }

    private (string? Key, string Problem) ReadKey(IHeaderDictionary headers)
    {
        string? key = null;
        foreach (var header in _headers)
        {
            foreach (var value in headers[header])
            {
                if (string.IsNullOrWhiteSpace(value))
                {
                    continue;
                }

                if (key is not null && key != value)
                {
                    return (null, "The request shows more than one API key.");
                }

                key = value;
            }
        }

        return key switch
        {
            null => (null, $"The API key is missing: send it in the header {EdgeOptions.KeyHeader}."),
            { Length: > LongestKey } => (null, "Invalid API key."),
            _ => (key, ""),
        };
    }

    private static IResult Refuse(HttpContext http, string problem) =>
        V1Dialect.Answer(http, StatusCodes.Status401Unauthorized, problem);
}
