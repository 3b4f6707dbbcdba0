using System.Net.Http.Headers;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Messages.Marking;

/// <summary>
/// <c>PUT /v1/messages/{id}</c> with <c>{"status":"read"}</c>: shows a customer that the message was read (whatsapp-v1-api,
/// section 6).
/// <para>
/// Called while the client waits, not queued: v1's answer says whether WhatsApp knows the message (1006), which nobody here
/// does; a mark has no order to keep with messages; and repeating it changes nothing, so a client may simply try again.
/// </para>
/// </summary>
internal static class MarkMessageEndpoint
{
    /// <summary>Clients give up after half a minute or so; they had better hear that WhatsApp is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Unknown = "There is no message from a customer with this id";

    public static void MapMarkMessage(this IEndpointRouteBuilder v1)
    {
        v1.MapPut(MessagePath.Pattern, HandleAsync).AcceptsJsonOnly().ByUpstream()
            .Describe("markMessage", "Marks a customer's message read", "Messages")
            .Takes<V1ReadMark>(OtherExamples.ReadMark)
            .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done);
        v1.MapPut(MessagePath.WithSlashes, HandleAsync).AcceptsJsonOnly().ByUpstream().ExcludeFromDescription();
    }

    private static async Task<IResult> HandleAsync(HttpContext context, Graph graph)
    {
        if (FindViolation(await RequestBody.ReadAsync(context)) is { } violation)
        {
            return V1Error.From(violation);
        }

        // Ids that we gave are of messages to customers.
        return MessagePath.Read(context) is { } messageId && !MessageId.IsOurs(messageId)
            ? await MarkAsync(context, graph, messageId)
            : new V1Error(MessagePath.Unknown, Unknown);
    }

    private static Violation? FindViolation(ReadOnlyMemory<byte> utf8)
    {
        using var body = JsonBody.Parse(utf8);
        var status = body.Root["status"].Required();
        if (status.Text() is { } text and not "read")
        {
            status.Refuse(V1Code.ValueInvalid, $"must be read, got {Given.Quote(text)}");
        }

        return body.Violation;
    }

    private static async Task<IResult> MarkAsync(HttpContext context, Graph graph, string messageId)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        using var answer = await SendAsync(graph, context.Channel(), messageId, patience.Token);
        return await GraphRefusal.FindInDeedAsync(context, answer, Unknown, patience.Token) ?? Done.Answer;
    }

    private static Task<HttpResponseMessage> SendAsync(Graph graph, Channel channel, string messageId, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(new CloudReadMark(messageId), CloudJson.Wire.CloudReadMark));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return graph.SendAsync(
            channel, HttpMethod.Post, $"{Uri.EscapeDataString(channel.PhoneNumberId)}/messages", content, cancellationToken);
    }
}
