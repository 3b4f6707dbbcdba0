using System.Data.Common;
using System.Net.Sockets;
using Tujenge.Cli.Doctor.Databases;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams.V1;

namespace Tujenge.Cli.Doctor.Upstream;

/// <summary>Whether WhatsApp takes each channel's access token or login, what time it is there, and whether there is a webhook.</summary>
/// <param name="settings">Which setting is missing, if any is.</param>
/// <param name="services">What the services have, too.</param>
/// <param name="numbers">The way to WhatsApp.</param>
/// <param name="tokens">The way to v1 servers.</param>
/// <param name="clock">Ours.</param>
internal sealed class ChannelsCheck(DatabaseSettings settings, IServiceProvider services, GraphNumbers numbers, V1Tokens tokens, TimeProvider clock) : ICheck
{
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public string Name => "channels";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Missing is { } setting)
        {
            return [Finding.NotConfigured(Name, setting)];
        }

        if (settings.IsSqlite)
        {
            return [Finding.Skipped(Name, "SQLite belongs to standalone, which looks after it itself")];
        }

        var directory = services.GetRequiredService<ChannelDirectory>();
        IReadOnlyList<Channel> channels;
        try
        {
            channels = await directory.ListAsync(cancellationToken);
        }
        catch (Exception fault) when (fault.GetBaseException() is DbException or SocketException)
        {
            return [Finding.Skipped(Name, "they cannot be read, see database and migrations")];
        }

        if (channels is [])
        {
            return [Finding.Warning(Name, "there are none", "Add one: tujenge channels create --help")];
        }

        var upstream = new Answer[channels.Count];
        await Parallel.ForAsync(
            0,
            channels.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => upstream[i] = await AskAsync(channels[i], token));

        // One clock for each upstream, however many channels it has.
        var clocks = channels.Zip(upstream)
            .Where(pair => pair.Second.Clock is not null)
            .DistinctBy(pair => pair.First.CloudBaseUrl)
            .Select(pair => pair.Second.Clock!);
        return [.. clocks, .. upstream.Select(answer => answer.Token), await LookAtWebhooksAsync(directory, channels, cancellationToken)];
    }

    private Task<Answer> AskAsync(Channel channel, CancellationToken cancellationToken) => channel.Upstream switch
    {
        Infra.Directory.Upstream.V1 => AskServerAsync(channel, cancellationToken),
        _ => AskGraphAsync(channel, cancellationToken),
    };

    private async Task<Answer> AskServerAsync(Channel channel, CancellationToken cancellationToken)
    {
        var check = $"channel {channel.PhoneNumber}";
        try
        {
            await tokens.GetAsync(channel, cancellationToken);
            return new Answer(Finding.Ok(check, $"the v1 server {new Uri(channel.V1BaseUrl!).Host} takes its login"), Clock: null);
        }
        catch (V1LoginException fault)
        {
            return new Answer(
                Finding.Failed(
                    check,
                    fault.Message,
                    fault.IsRefused
                        ? $"Set them anew: tujenge channels update {channel.Id} --v1-username NAME --v1-password-file -"
                        : "The sender and edge need the way there too: check v1_base_url, name resolution, proxy and firewall."),
                Clock: null);
        }
        catch (UnreadableSecretException unreadable)
        {
            return new Answer(Finding.Failed(check, unreadable.Message, "README.md, \"Secrets\", says more."), Clock: null);
        }
    }

    private async Task<Answer> AskGraphAsync(Channel channel, CancellationToken cancellationToken)
    {
        string accessToken;
        try
        {
            accessToken = channel.AccessToken.Reveal();
        }
        catch (UnreadableSecretException unreadable)
        {
            return new Answer(Finding.Failed($"channel {channel.PhoneNumber}", unreadable.Message, "README.md, \"Secrets\", says more."), Clock: null);
        }

        var asked = clock.GetUtcNow();
        using var response = await numbers.AskAsync(channel, accessToken, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var theirs = response.IsReceived ? response.Headers?.Date : null;
        return new Answer(
            UpstreamAnswer.Judge(channel, accessToken, response),
            theirs is { } date
                ? Doctor.Clock.Compare(new Uri(channel.CloudBaseUrl).Host, date, asked, clock.GetUtcNow(), grain: TimeSpan.FromSeconds(1))
                : null);
    }

    private static async Task<Finding> LookAtWebhooksAsync(
        ChannelDirectory directory,
        IReadOnlyList<Channel> channels,
        CancellationToken cancellationToken)
    {
        var without = new List<Channel>();
        foreach (var channel in channels)
        {
            if (await directory.FindWebhookAsync(channel.Id, cancellationToken) is null)
            {
                without.Add(channel);
            }
        }

        return without is []
            ? Finding.Ok("webhooks", $"set for {(channels.Count == 1 ? "the channel" : $"all {channels.Count} channels")}")
            : Finding.Warning(
                "webhooks",
                $"not set, so that events wait, for {string.Join(", ", without.Select(channel => channel.PhoneNumber))}",
                $"Set one: tujenge webhook set {without[0].Id} https://…");
    }

    private sealed record Answer(Finding Token, Finding? Clock);
}
