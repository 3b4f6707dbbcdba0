using Tujenge.Infra.Templates;

namespace Tujenge.Edge.Templates;

/// <summary>Notes that an account's templates are others than those known, once WhatsApp has changed them.</summary>
internal sealed partial class ChangedTemplates(TemplateCatalog catalog, ILogger<ChangedTemplates> logger)
{
    /// <summary>
    /// To be called with WhatsApp's answer before it is read, which may fail. Takes no cancellation token, and does not fail itself:
    /// WhatsApp has done its part, whether or not the client still listens. What is not noted is known when the list is next read.
    /// </summary>
    public async Task NoteAsync(string wabaId, HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return;
        }

        try
        {
            await catalog.MarkStaleAsync(wabaId, CancellationToken.None).WaitAsync(Patience.ForDatabase);
        }
        catch (Exception fault)
        {
            Log.NotNoted(logger, wabaId, fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1021, LogLevel.Warning, "That the templates of account {WabaId} have changed could not be noted ({Fault}); they are listed late")]
        public static partial void NotNoted(ILogger logger, string wabaId, string fault);
    }
}
