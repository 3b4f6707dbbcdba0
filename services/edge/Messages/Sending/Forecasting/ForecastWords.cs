using System.Text.Json;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Windows;

namespace Tujenge.Edge.Messages.Sending.Forecasting;

/// <summary>Puts forecasts into the words of v1's answers.</summary>
internal static class ForecastWords
{
    private const string Unknown = "unknown";
    private const string NotNeeded = "not_needed";

    private const string Open = "open";
    private const string Closed = "closed";

    /// <summary>What the sender says.</summary>
    public static V1Forecast Of(MessageForecast forecast, DateTimeOffset now) => new()
    {
        LeavesTimestamp = forecast.ErrorCode is null ? V1Timestamps.Format(forecast.LeavesAt) : null,
        WaitsFor = forecast.ErrorCode is null && forecast.WaitsFor is { } reason
            ? WordOf(reason)
            : null,
        Ahead = forecast.Ahead,
        Window = forecast.NeedsWindow ? WindowWord(forecast.WindowEndsAt, now) : NotNeeded,
        WindowEndsTimestamp = Ends(forecast.WindowEndsAt),
        TemplateStatus = forecast.TemplateStatus?.ToLowerInvariant(),
        Errors = forecast.ErrorCode is { } code ? [V1Errors.Of(code, forecast.ErrorDetails)] : null,
    };

    /// <summary>What edge knows of a message that needs a window.</summary>
    /// <param name="endsAt">When it ends; null when nobody knows.</param>
    /// <param name="heldUntil">Until when the conversation waits for a message that was put off; null when it does not.</param>
    /// <param name="now">The present.</param>
    public static V1Forecast Within(DateTimeOffset? endsAt, DateTimeOffset? heldUntil, DateTimeOffset now)
    {
        var problem = endsAt <= now ? WindowRefusal.Closed : endsAt <= heldUntil ? WindowRefusal.ClosesTooSoon : null;
        return Leaving(heldUntil, now, problem) with
        {
            Window = WindowWord(endsAt, now),
            WindowEndsTimestamp = Ends(endsAt),
        };
    }

    /// <summary>What edge knows of a message that needs no window.</summary>
    /// <param name="heldUntil">Until when the conversation waits for a message that was put off; null when it does not.</param>
    /// <param name="now">The present.</param>
    /// <param name="templateStatus">WhatsApp's state of the template; null when it is not known.</param>
    /// <param name="problem">What the template check says.</param>
    public static V1Forecast Anytime(
        DateTimeOffset? heldUntil,
        DateTimeOffset now,
        string? templateStatus = null,
        V1ErrorEntry? problem = null) => Leaving(heldUntil, now, problem) with
        {
            TemplateStatus = templateStatus?.ToLowerInvariant(),
        };

    private static V1Forecast Leaving(DateTimeOffset? heldUntil, DateTimeOffset now, V1ErrorEntry? problem)
    {
        var isHeld = heldUntil > now;
        return new V1Forecast
        {
            LeavesTimestamp = problem is null ? V1Timestamps.Format(isHeld ? heldUntil!.Value : now) : null,
            WaitsFor = problem is null && isHeld ? WordOf(WaitReason.Conversation) : null,
            Window = NotNeeded,
            Errors = problem is null ? null : [problem],
        };
    }

    private static string WordOf(WaitReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}");

    private static string WindowWord(DateTimeOffset? endsAt, DateTimeOffset now) =>
        endsAt is not { } moment ? Unknown : moment <= now ? Closed : Open;

    /// <summary>The epoch plus a day stands for "never open": no moment to tell.</summary>
    private static string? Ends(DateTimeOffset? endsAt) =>
        endsAt is { } moment && moment > DateTimeOffset.UnixEpoch + WindowsDbContext.Length ? V1Timestamps.Format(moment) : null;
}
