using System.Diagnostics;
using Tujenge.Testing.Processes;

namespace Tujenge.Testing.Servers.VirtualHosts;

/// <summary><c>rabbitmqctl</c> of this machine, for a given broker here that has no management plugin.</summary>
internal sealed class RabbitMqControl(string username) : IVirtualHosts
{
    /// <summary>Whether it is installed and reaches the broker.</summary>
    public static async Task<bool> AnswersAsync() =>
        ProgramPath.Find("rabbitmqctl") is not null && (await TiedProcess.RunAsync(new ProcessStartInfo("rabbitmqctl", ["status"]))).ExitCode == 0;

    /// <inheritdoc/>
    public async Task<string> CreateAsync()
    {
        var name = VirtualHostName.Next();
        await MustRunAsync("add_vhost", name);
        await MustRunAsync("set_permissions", "--vhost", name, username, ".*", ".*", ".*");
        return name;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name) => MustRunAsync("delete_vhost", name);

    private static Task MustRunAsync(params string[] arguments) =>
        TiedProcess.MustRunAsync(new ProcessStartInfo("rabbitmqctl", arguments));
}
