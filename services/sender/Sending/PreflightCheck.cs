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
    /// <summary>The v1 error the message would get, or null when it may be sent.</summary>
    public async Task<V1ErrorEntry?> FindProblemAsync(
        Channel channel,
        string recipient,
        V1Message message,
        CancellationToken cancellationToken)
    {
        if (message.Template is { } template)
        {
            var lookup = await templates.FindAsync(channel, template.Name, template.Language.Code, cancellationToken);
            return TemplateRules.Check(template, lookup);
        }

        if (message.RecipientType == "group")
        {
            return null; // Groups have no window.
        }

        await using var db = await windows.CreateDbContextAsync(cancellationToken);
        return await db.ClosesAtAsync(channel.Id, recipient, cancellationToken) is { } closesAt && closesAt <= clock.GetUtcNow()
            ? V1Errors.Of(470, "More than 24 hours have passed since the customer last wrote: send a template instead")
            : null;
    }
}
