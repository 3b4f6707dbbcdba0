namespace Tujenge.Standalone;

internal static class Usage
{
    public const string Text =
        """
        Tujenge in one process: the gateway, a simulated WhatsApp, SQLite. For trying it out, not for production.

        Usage: dotnet run --project services/standalone -- [options]

          --data DIR                     keep the data in DIR (default: a temporary folder, removed at the end)
          --urls URL                     where to listen (default: http://127.0.0.1:8080)
          --Sandbox:ApiKey KEY           the sandbox channel's API key
          --Sandbox:PhoneNumber NUMBER   its business phone number
          --Sandbox:PhoneNumberId ID     the Cloud API's id of that number
          --Sandbox:AppSecret SECRET     key of the signature on callbacks
          --Sandbox:VerifyToken TOKEN    what GET /callbacks/cloud must show
          --Sandbox:CloudBaseUrl URL     another Graph-like server in place of the simulator, root without the version
          --Sandbox:AccessToken TOKEN    bearer token for it
          --Sandbox:WabaId ID            its WhatsApp business account; switches the template check on
          --Sandbox:AppId ID             its Meta app, which the profile's photo is uploaded with
          --Sandbox:V1ApiKey KEY         API key of a second channel, whose WhatsApp is a v1 server; empty for none
          --Sandbox:V1PhoneNumber NUMBER its business phone number
          --Sandbox:V1BaseUrl URL        another v1 server in place of the simulator, root without /v1
          --Sandbox:V1Username NAME      who logs in to it
          --Sandbox:V1Password PASSWORD  the password for it
          --Sandbox:V1CallbackToken TOKEN   the end of the address that it calls, /callbacks/v1/TOKEN
          --help                         this text

        Every setting can also come from the environment, as in Sandbox__ApiKey=KEY.
        """;
}
