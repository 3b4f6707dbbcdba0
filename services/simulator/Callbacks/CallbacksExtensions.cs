using Tujenge.Infra.Time;
using Tujenge.Infra.Work;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks;

/// <summary>A callback attempt.</summary>
/// <param name="Number">Order.</param>
/// <param name="At">When it ended.</param>
/// <param name="PhoneNumberId">Whose it was.</param>
/// <param name="What">Kind and message id.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">Status of the answer; 0 when there was none.</param>
internal sealed record CallbackEntry(long Number, DateTimeOffset At, string PhoneNumberId, string What, int Attempt, int Status);

/// <summary>Callback attempts.</summary>
/// <param name="Callbacks">Oldest first.</param>
internal sealed record CallbackList(IReadOnlyList<CallbackEntry> Callbacks);

internal static class CallbacksExtensions
{
    public static void AddCallbacks(this IServiceCollection services)
    {
        services.AddHttpClient(CallbackPost.ClientName)
            .ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        services.AddSingleton<CallbackPost>();
        services.AddSingleton<CallbackQueue>();
        services.AddSingleton<TemplateNews>();
        services.AddHostedService<CallbackRepeater>();
    }

    /// <summary><c>{prefix}/callbacks</c>: what was told, and what was answered.</summary>
    public static void MapCallbacks(this IEndpointRouteBuilder control) => control.MapGet(
        "/callbacks",
        (Sandbox sandbox) => ControlAnswer.Ok(new CallbackList(sandbox.Current.Callbacks.ToArray()), SimulatorJson.Wire.CallbackList));

    /// <summary>Repeats what is due: soon after its time, and at once when the clock is moved.</summary>
    private sealed class CallbackRepeater(CallbackQueue queue, MovableClock clock) : BackgroundService
    {
        private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var signal = new WakeSignal();
            clock.Moved += signal.Wake;
            try
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    queue.SendDue();
                    await signal.WaitAsync(LookInterval, stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
            finally
            {
                clock.Moved -= signal.Wake;
            }
        }
    }
}
