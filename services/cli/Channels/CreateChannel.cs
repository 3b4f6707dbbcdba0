using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Channels;

/// <summary><c>tujenge channels create</c>.</summary>
internal static class CreateChannel
{
    public const string WhatToEnterAtTheServer =
        "Enter at the v1 server, as its webhook: the address of inbound, https://…/callbacks/v1/ and this callback token, which is not shown again.";

    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "create",
            "Add a business phone number.",
            "tujenge channels create --phone-number +255754000000 --phone-number-id 106540352242922 "
            + "--waba-id 102290129340398 --access-token-file token.txt --app-secret-file secret.txt",
            """
            The access token and the app secret are needed. Where they are not given, they are asked for without being shown,
            if there is a terminal. The verify token is made up unless given, and shown this once. A number on a v1 server (--upstream v1)
            needs --v1-base-url, --v1-username and the password instead; its callback token is shown this once.
            """);
        var options = new ChannelOptions(verb);
        options.RequireNumber();
        verb.SetAction((parsed, cancellationToken) =>
        {
            var channel = options.ReadNew(parsed, admin.Shell);
            return admin.RunAsync<IChannelsApi>(
                parsed,
                api => api.CreateAsync(channel, cancellationToken),
                (answer, printer) =>
                {
                    ChannelsCommand.Write(answer, printer);
                    printer.Note(answer.Text("upstream") == "v1"
                        ? WhatToEnterAtTheServer
                        : "Enter at Meta: the address of inbound, https://…/callbacks/cloud, and this verify token, which is not shown again.");
                    printer.Note($"Then: tujenge keys create {answer.GetProperty("id")}");
                });
        });
        return verb;
    }
}
