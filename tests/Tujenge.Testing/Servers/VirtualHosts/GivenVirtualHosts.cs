using NUnit.Framework;

namespace Tujenge.Testing.Servers.VirtualHosts;

/// <summary>
/// Virtual hosts of a broker from the environment: by its management API, else by <c>rabbitmqctl</c> on this machine,
/// else there is only the one in its address, which then all fixtures share.
/// </summary>
internal sealed class GivenVirtualHosts(RabbitMqManagement management, string username, Uri address) : IVirtualHosts
{
    private readonly Lazy<Task<IVirtualHosts>> _way = new(() => ChooseAsync(management, username, address));

    /// <inheritdoc/>
    public async Task<string> CreateAsync() => await (await _way.Value).CreateAsync();

    /// <inheritdoc/>
    public async Task DeleteAsync(string name) => await (await _way.Value).DeleteAsync(name);

    private static async Task<IVirtualHosts> ChooseAsync(RabbitMqManagement management, string username, Uri address)
    {
        if (await management.AnswersAsync())
        {
            return management;
        }

        if (address.IsLoopback && await RabbitMqControl.AnswersAsync())
        {
            return new RabbitMqControl(username);
        }

        await TestContext.Progress.WriteLineAsync(
            "Neither the broker's management API (set TUJENGE_TEST_RABBITMQ_MANAGEMENT) nor rabbitmqctl answers: all "
            + "tests share one virtual host and may see each other's messages.");
        return new OnlyOne(Uri.UnescapeDataString(address.AbsolutePath[1..]) is { Length: > 0 } name ? name : "/");
    }

    private sealed class OnlyOne(string name) : IVirtualHosts
    {
        public Task<string> CreateAsync() => Task.FromResult(name);

        public Task DeleteAsync(string name) => Task.CompletedTask;
    }
}
