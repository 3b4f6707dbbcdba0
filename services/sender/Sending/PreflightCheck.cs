using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;
using Tujenge.Infra.Windows;

namespace Tujenge.Sender.Sending;

/// <summary>What can be known to fail before WhatsApp is called: the 24-hour window and the template.</summary>
internal sealed class PreflightCheck(
    IDbContextFactory<WindowsDbContext> windows,
    TemplateCatalog templates,
    TimeProvider clock)
{
    /// <summary>A reaction to a message of ours that WhatsApp never got.</summary>
    public static V1ErrorEntry NothingToReactTo { get; } = V1Errors.Of(1006, "The message to react to is not with WhatsApp");

    /// <summary>A quote of a message of ours that WhatsApp never got: what quotes it is sent all the same.</summary>
    public const string NothingToQuote = "Parameter 'context.message_id' is left out: that message is not with WhatsApp";

    /// <summary>Checks a message, as it would fare now.</summary>
    public async Task<Preflight> CheckAsync(
        Channel channel,
        string recipient,
        V1Message message,
        CancellationToken cancellationToken)
    {
        if (message.Template is { } template)
        {
            var lookup = await templates.FindAsync(channel, template.Name, template.Language.Code, cancellationToken);
            return new Preflight(TemplateRules.Check(template, lookup)) { TemplateStatus = lookup.Template?.Status };
        }

        if (message.RecipientType == "group")
        {
            return new Preflight(Problem: null); // Groups have no window.
        }

        await using var db = await windows.CreateDbContextAsync(cancellationToken);
        var closesAt = await db.ClosesAtAsync(channel.Id, recipient, cancellationToken);
        return new Preflight(closesAt <= clock.GetUtcNow() ? WindowRefusal.Closed : null) { WindowEndsAt = closesAt };
    }
}

/// <summary>What was found.</summary>
/// <param name="Problem">The v1 error that the message would get; null when it may be sent.</param>
internal sealed record Preflight(V1ErrorEntry? Problem)
{
    /// <summary>Of a template: its status, if it is known.</summary>
    public string? TemplateStatus { get; init; }

    /// <summary>Of a message that needs the window: when it closes, if that is known.</summary>
    public DateTimeOffset? WindowEndsAt { get; init; }
}
