using Microsoft.OpenApi;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>What the OpenAPI document says of an endpoint of <c>/v1</c>, whose handler reads and answers by hand.</summary>
internal static class Description
{
    private const string Json = "application/json";

    /// <param name="route">The endpoint.</param>
    /// <param name="name">Its operation id.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="tag">The resource that it belongs to.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string tag) => route
        .WithMetadata(new OperationName(name))
        .WithSummary(summary)
        .WithTags(tag);

    /// <summary>It wants JSON. Not by <c>Accepts</c>, which would turn away whatever is not called so before we have a say.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route, IReadOnlyList<V1Example> examples) =>
        route.WithMetadata(new TakenJson(typeof(TBody), examples));

    /// <summary>It wants a file.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="description">What is to be sent, and how: documents have no examples of files.</param>
    /// <param name="mediaTypes">All that it takes.</param>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, string description, params string[] mediaTypes) =>
        route.WithMetadata(new FileBody(description, mediaTypes));

    /// <summary>It answers JSON.</summary>
    public static RouteHandlerBuilder Answers<TAnswer>(this RouteHandlerBuilder route, int status, params V1Example[] examples) => route
        .Produces<TAnswer>(status, Json)
        .WithMetadata(new AnswerExamples(status, examples));

    /// <summary>It answers a file.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="mediaType">What files it has.</param>
    /// <param name="name">When <c>Content-Disposition</c> names the file; null: never.</param>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder route, string mediaType, string? name = null) =>
        route.WithMetadata(new FileAnswer(mediaType, name));

    /// <summary>Its successes may have a header.</summary>
    public static RouteHandlerBuilder AnswersHeader(this RouteHandlerBuilder route, string name, string description, int? status = null) =>
        route.WithMetadata(new AnswerHeader(name, description, status));

    /// <summary>Its successes may have warnings.</summary>
    public static RouteHandlerBuilder Warns(this RouteHandlerBuilder route) => route.AnswersHeader(
        WarningHeader.Name, "What was taken otherwise than it may have been meant; one header for each such thing.");

    /// <summary>It reads a parameter of the query.</summary>
    public static RouteHandlerBuilder ReadsQuery(
        this RouteHandlerBuilder route,
        string name,
        string description,
        JsonSchemaType type = JsonSchemaType.String) =>
        route.WithMetadata(new Parameter(ParameterLocation.Query, name, description, type));

    /// <summary>It reads a header.</summary>
    public static RouteHandlerBuilder ReadsHeader(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new Parameter(ParameterLocation.Header, name, description));

    /// <summary>It refuses with these too.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.WithMetadata(new Refusal(status));
        }

        return route;
    }
}
