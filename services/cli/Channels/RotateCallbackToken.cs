using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;

namespace Tujenge.Cli.Channels;

/// <summary><c>tujenge channels rotate-callback-token</c>.</summary>
internal static class RotateCallbackToken
{
    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "rotate-callback-token",
            "Make another token for the address that the v1 server calls.",
            "tujenge channels rotate-callback-token 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
            "The former token ends at once: until the server has the new address, it keeps its callbacks and repeats them.");
        var id = ChannelsCommand.Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IChannelsApi>(
            parsed,
            api => api.RotateCallbackTokenAsync(parsed.GetRequiredValue(id), cancellationToken),
            (answer, printer) =>
            {
                ChannelsCommand.Write(answer, printer);
                printer.Note(CreateChannel.WhatToEnterAtTheServer);
            }));
        return verb;
    }
}
