namespace Tujenge.Benchmarks;

/// <summary>All services, the simulator and a webhook.</summary>
internal sealed class FullStack : IAsyncDisposable
{
    private FullStack(Stack stack, Webhook webhook) => (Stack, Webhook) = (stack, webhook);

    public Stack Stack { get; }

    public Webhook Webhook { get; }

    public static async Task<FullStack> StartAsync()
    {
        var stack = await Stack.PrepareAsync();
        foreach (var service in new[] { "Sender", "Dispatcher", "Inbound", "Edge" })
        {
            await stack.StartAsync(service);
        }

        await stack.StartSimulatorAsync();
        await stack.AddChannelAsync();
        var webhook = await Webhook.StartAsync();
        await stack.SetWebhookAsync(webhook.Url);
        return new FullStack(stack, webhook);
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Webhook.DisposeAsync();
    }
}
