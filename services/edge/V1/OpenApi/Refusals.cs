using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>
/// The answers that are no success: which statuses an endpoint has follows from what it is, and so does the envelope
/// (<see cref="V1Dialect"/>). Each is one response in the document's components, with every code that it can carry as example.
/// </summary>
internal static class Refusals
{
    private const string Json = "application/json";

    private static readonly int[] OfAll = [401, 429, 500, 503];
    private static readonly int[] OfJsonBodies = [400, 408, 413, 415];
    private static readonly int[] OfFiles = [400, 408, 413];

    /// <summary>A parameter may lead to a path that is blocked, by <c>..</c> in it.</summary>
    private static readonly int[] OfParameters = [403];

    /// <summary>
    /// What WhatsApp's own refusals become (<see cref="GraphRefusal"/>), and what is wrong with a body that goes to a v1 server: every
    /// method's may have one there.
    /// </summary>
    private static readonly int[] OfWhatsApp = [400, 402, 403, 404, 408, 410, 413, 501, 502];

    /// <summary>Statuses of v1's codes that a v1 server may answer and that stand nowhere else; its 401 is our login's affair.</summary>
    private static readonly int[] OfV1ServersAlone = [409, 412];

    /// <summary>Name of the response that stands for all others of a v1 server.</summary>
    private const string V1Servers = "V1Servers";

    /// <summary>Which envelope tells of a status.</summary>
    [Flags]
    private enum Envelopes
    {
        /// <summary><see cref="V1ErrorAnswer"/>.</summary>
        Api = 1,

        /// <summary><see cref="GatewayErrorAnswer"/>.</summary>
        Gateway = 2,
    }

    /// <summary>Puts the refusals of an endpoint into its operation.</summary>
    public static void AddTo(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        var isResource = metadata.OfType<GatewayResource>().Any();
        var asksWhatsApp = metadata.OfType<AnsweredBy>().LastOrDefault() is not { Gateway: true };
        var statuses = OfAll
            .Concat(metadata.OfType<TakenJson>().Any() ? OfJsonBodies : [])
            .Concat(metadata.OfType<FileBody>().Any() ? OfFiles : [])
            .Concat(operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true ? OfParameters : [])
            .Concat(asksWhatsApp ? OfWhatsApp : [])
            .Concat(metadata.OfType<Refusal>().Select(refusal => refusal.Status));
        foreach (var status in statuses.Distinct().Order())
        {
            operation.Responses ??= [];
            operation.Responses[$"{status}"] =
                new OpenApiResponseReference(NameOf(status, EnvelopesOf(status, isResource, asksWhatsApp)), document);
        }

        if (asksWhatsApp)
        {
            operation.Responses!["default"] = new OpenApiResponseReference(V1Servers, document);
        }
    }

    /// <summary>Puts all that operations refer to into the components.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (isResource, asksWhatsApp) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            foreach (var status in (int[])[.. OfAll, .. OfJsonBodies, .. OfWhatsApp, 409])
            {
                var envelopes = EnvelopesOf(status, isResource, asksWhatsApp);
                document.Components!.Responses ??= new Dictionary<string, IOpenApiResponse>();
                document.Components.Responses[NameOf(status, envelopes)] = Describe(status, envelopes, document);
            }
        }

        document.Components!.Responses![V1Servers] = DescribeV1Servers(document);
    }

    private static Envelopes EnvelopesOf(int status, bool isResource, bool asksWhatsApp) => (status, isResource) switch
    {
        (413, _) when asksWhatsApp => Envelopes.Api | Envelopes.Gateway,
        (401 or 413 or 415 or 502, _) => Envelopes.Gateway,
        (429, true) => Envelopes.Api | Envelopes.Gateway, // Of our own limit, and of WhatsApp's.
        (_, true) when asksWhatsApp => Envelopes.Api | Envelopes.Gateway, // A v1 server knows one envelope alone.
        (_, true) => Envelopes.Gateway,
        (403 or 408, false) when !asksWhatsApp => Envelopes.Gateway,
        (402 or 403 or 404 or 408 or 410, false) when asksWhatsApp => Envelopes.Api | Envelopes.Gateway, // A v1 server may give no reason.
        (400 or 500, false) => Envelopes.Api | Envelopes.Gateway, // Of what it says, and of what could not be read or went wrong.
        _ => Envelopes.Api,
    };

    private static string NameOf(int status, Envelopes envelopes) => envelopes switch
    {
        Envelopes.Api => $"Api{status}",
        Envelopes.Gateway => $"Gateway{status}",
        _ => $"Either{status}",
    };

    /// <summary>What passes as it is, whatever it is. The gateway itself has no answer that is not documented by its status.</summary>
    private static OpenApiResponse DescribeV1Servers(OpenApiDocument document) => new()
    {
        Description =
            "On a channel with a v1 server any other status of that server passes as it is, with its body and its Retry-After: "
            + "usually one of these envelopes. So do refusals of its own with a status that is documented.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Schema = new OpenApiSchema
                {
                    AnyOf =
                    [
                        new OpenApiSchemaReference(nameof(V1ErrorAnswer), document),
                        new OpenApiSchemaReference(nameof(GatewayErrorAnswer), document),
                    ],
                },
                Examples = OfV1ServersAlone.SelectMany(CodesOf).ToDictionary(
                    error => $"{error.Code}",
                    IOpenApiExample (error) => new OpenApiExample { Summary = error.Title, Value = ShowApi(error) }),
            },
        },
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            [HeaderNames.RetryAfter] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };

    private static OpenApiResponse Describe(int status, Envelopes envelopes, OpenApiDocument document)
    {
        var answer = new OpenApiMediaType { Examples = new Dictionary<string, IOpenApiExample>() };
        var schemas = new List<IOpenApiSchema>();
        if (envelopes.HasFlag(Envelopes.Api))
        {
            schemas.Add(new OpenApiSchemaReference(nameof(V1ErrorAnswer), document));
            foreach (var error in CodesOf(status))
            {
                answer.Examples[$"{error.Code}"] = new OpenApiExample { Summary = error.Title, Value = ShowApi(error) };
            }
        }

        if (envelopes.HasFlag(Envelopes.Gateway))
        {
            schemas.Add(new OpenApiSchemaReference(nameof(GatewayErrorAnswer), document));
            answer.Examples["gateway"] = new OpenApiExample { Summary = "From the gateway", Value = ShowGateway(status) };
        }

        answer.Schema = schemas is [var only] ? only : new OpenApiSchema { AnyOf = schemas };
        var response = new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType> { [Json] = answer },
        };
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            Operations.AddHeader(response, HeaderNames.RetryAfter, "Seconds to wait before the next attempt.", JsonSchemaType.Integer);
        }

        return response;
    }

    /// <summary>All codes that come with a status; the unspecific 1000 has three.</summary>
    private static IEnumerable<V1ErrorEntry> CodesOf(int status) => V1Errors.All
        .Where(error => error.HttpStatus == status)
        .Select(error => new V1ErrorEntry(error.Code, error.Title, DetailsOf(error.Code, status)))
        .Concat(new[] { V1Code.NotImplemented, V1Code.FileTypeUnsuitable }
            .Where(code => code.Status == status)
            .Select(code => new V1ErrorEntry(code.Number, code.Title, DetailsOf(code.Number, status))))
        .Concat(status == StatusCodes.Status500InternalServerError ? [V1Errors.Of(1005, "The WhatsApp API refuses the gateway's login")] : []);

    private static string? DetailsOf(int code, int status) => code switch
    {
        1000 when status == 400 =>
            "Image file format (audio/mpeg) is not supported: parameter 'image.id' must be image/jpeg or image/png",
        1004 => "The Idempotency-Key was used for another message within 24 hours: use a new key for a new message, or repeat the first body to get its answer",
        1006 => "There is no media with this id",
        1008 => "Field 'text.body' is missing",
        1009 => "Field 'latitude' must be between -90 and 90, got 91",
        1015 => "The channel's limit is reached; try again after a pause",
        1016 => "The message was not confirmed in time; send it again",
        1025 => "The body must be a JSON object",
        _ => null,
    };

    private static JsonNode? ShowApi(V1ErrorEntry error) =>
        JsonSerializer.SerializeToNode(new V1ErrorAnswer(V1Meta.Current, [error]), V1Json.Wire.V1ErrorAnswer);

    private static JsonNode? ShowGateway(int status)
    {
        var message = status switch
        {
            401 => "The API key is missing: send it in the header WA-API-KEY.",
            415 => "Content-Type must be application/json.",
            403 => "This path is not available through this gateway.",
            408 => "The request took too long to arrive.",
            413 => "The body must have at most 1048576 bytes, got 2000000.",
            502 => "The WhatsApp API is not available; try again.",
            503 => "The gateway's database does not answer; try again",
            _ => $"{ReasonPhrases.GetReasonPhrase(status)}.",
        };
        var meta = new GatewayErrorMeta(false, status, message, status < 500 ? [] : null);
        return JsonSerializer.SerializeToNode(new GatewayErrorAnswer(meta), V1Json.Wire.GatewayErrorAnswer);
    }
}
