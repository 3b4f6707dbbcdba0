using System.Diagnostics;
using OpenTelemetry;

namespace Tujenge.Infra.Telemetry;

/// <summary>
/// Keeps spans of the bus that failed from being exported: MassTransit writes exceptions whole into them, the messages of
/// exceptions quote what somebody wrote, and what a span has, nobody can take out. The log tells of the fault, without quotes.
/// </summary>
internal sealed class FailedBusSpans : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data is { Source.Name: "MassTransit", Status: ActivityStatusCode.Error })
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
