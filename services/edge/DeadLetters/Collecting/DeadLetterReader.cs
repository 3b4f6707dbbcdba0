using System.Security.Cryptography;
using System.Text.Json;
using MassTransit;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Messaging;

namespace Tujenge.Edge.DeadLetters.Collecting;

/// <summary>Makes a dead letter of a received message, whatever its headers and its body are.</summary>
internal static class DeadLetterReader
{
    private const int LongestFaultMessage = 4000;

    public static DeadLetter Read(ReceiveContext context, DateTimeOffset now)
    {
        var headers = new DeathHeaders(context.TransportHeaders);
        var body = context.GetBody();
        var (messageTypes, channelId) = Envelope.Read(body);
        return new DeadLetter
        {
            Id = Guid.CreateVersion7(now),
            Queue = headers.Queue,
            Kind = headers.Kind,
            MessageId = headers.MessageId,
            MessageTypes = string.Join(' ', messageTypes),
            ChannelId = channelId,
            FaultType = headers[MessageHeaders.FaultExceptionType],
            FaultMessage = Shorten(headers[MessageHeaders.FaultMessage]),
            ContentType = context.ContentType?.ToString(),
            Headers = JsonSerializer.Serialize(headers.Original, V1Json.Wire.DictionaryStringString),
            Body = body,
            Fingerprint = FingerprintOf(context, headers, body),
            MovedAt = now,
        };
    }

    /// <summary>The in-memory bus delivers once, and keeps no headers that would tell two deaths of one message apart.</summary>
    private static Guid FingerprintOf(ReceiveContext context, DeathHeaders headers, byte[] body) =>
        context.InputAddress.Scheme == "loopback"
            ? Guid.NewGuid()
            : DerivedId.From([Convert.ToHexString(SHA256.HashData(body)), .. headers.OfAllDeliveries]);

    private static string? Shorten(string? text) =>
        text?.Length > LongestFaultMessage ? text[..LongestFaultMessage].ToStorable() : text;
}
