using System.Diagnostics;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;
using Tujenge.Testing.Telemetry;

namespace Tujenge.SystemTests.Journeys;

/// <summary>What the gateway tells of itself: metrics and traces.</summary>
public abstract partial class GatewayJourneys
{
    [Test]
    public async Task Metrics_tell_what_was_accepted_sent_failed_called_back_repeated_and_delivered()
    {
        var (phone, late) = (Gateway.NewPhone(), Gateway.NewPhone());
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"));
        await _gateway.WaitForStatusAsync(await _gateway.SendTextAsync(phone, Gateway.NewText("sent")), "sent");
        await CloseWindowAsync(late);
        await _gateway.WaitForStatusAsync(await _gateway.SendTextAsync(late, Gateway.NewText("failed")), "failed");
        var twice = Callback(Gateway.NewPhone(), $"wamid.{Guid.NewGuid():N}", DateTimeOffset.UtcNow);
        (await _gateway.PostCallbackAsync(twice)).Dispose();
        (await _gateway.PostCallbackAsync(twice)).Dispose();

        string[] names =
        [
            "tujenge.messages.accepted", "tujenge.messages.sent", "tujenge.messages.failed", "tujenge.callbacks",
            "tujenge.duplicates", "tujenge.deliveries", "tujenge.backlog.age",
        ];
        await Eventually.GetAsync(
            () => Task.FromResult(names.Except(names.Where(name => _gateway.Telemetry.ReadAll("metrics").Contains(name, StringComparison.Ordinal))).ToArray()),
            missing => missing.Length == 0,
            "all metrics to be exported");
    }

    [Test]
    public async Task One_trace_runs_from_the_clients_POST_to_the_call_of_WhatsApp_and_one_from_the_callback_to_the_webhook()
    {
        const string clientSpan = "00f067aa0ba902b7";
        var phone = Gateway.NewPhone();
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var traceId = ActivityTraceId.CreateRandom().ToHexString();
        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("traced"), $"00-{traceId}-{clientSpan}-01");
        await _gateway.WaitForStatusAsync(id, "delivered");

        // From the call of WhatsApp back to the client, span by span.
        await Eventually.HoldsAsync(
            () => Task.FromResult(_gateway.Telemetry.Spans().Any(span =>
                span.TraceId == traceId
                && span.Attributes.GetValueOrDefault("url.full", "").EndsWith($"/{_gateway.PhoneNumberId}/messages", StringComparison.Ordinal)
                && LeadsTo(span, clientSpan))),
            "the call of WhatsApp in the client's trace");

        // The status is told by the message's id, and its way to the webhook follows from there.
        await Eventually.HoldsAsync(
            () => Task.FromResult(_gateway.Telemetry.Spans()
                .Where(span => span.Name == "status" && span.Attributes.GetValueOrDefault("tujenge.message_id") == id)
                .Any(status => _gateway.Telemetry.Spans().Any(span =>
                    span.Attributes.GetValueOrDefault("url.full", "").EndsWith("/hook", StringComparison.Ordinal) && LeadsTo(span, status.SpanId)))),
            "the call of the webhook in the status's trace");

        bool LeadsTo(ExportedSpan span, string spanId)
        {
            var parents = _gateway.Telemetry.Spans().Where(other => other.TraceId == span.TraceId).ToLookup(other => other.SpanId);
            for (ExportedSpan? at = span; at is not null; at = parents[at.ParentSpanId].FirstOrDefault())
            {
                if (at.SpanId == spanId || at.ParentSpanId == spanId)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
