using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Privacy;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>A number as WhatsApp and the gateway are told of it.</summary>
/// <param name="inbound">Where WhatsApp calls for it.</param>
internal sealed class BusinessNumber(Uri inbound)
{
    private readonly string _number = Gateway.NewNumber();
    private readonly string _accessToken = Secret("access token");
    private readonly string _appSecret = Secret("app secret");

    public string PhoneNumberId { get; } = $"9{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}";

    /// <summary>Adds the simulator's settings.</summary>
    public void AddTo(Dictionary<string, string?> settings, int index)
    {
        var prefix = $"Simulator__Numbers__{index}__";
        settings[$"{prefix}PhoneNumberId"] = PhoneNumberId;
        settings[$"{prefix}PhoneNumber"] = _number;
        settings[$"{prefix}AccessToken"] = _accessToken;
        settings[$"{prefix}AppSecret"] = _appSecret;
        settings[$"{prefix}WabaId"] = "200000000000001";
        settings[$"{prefix}CallbackUrl"] = new Uri(inbound, "callbacks/cloud").ToString();
    }

    /// <summary>The body of <c>POST /admin/v1/channels</c>.</summary>
    public object ToChannel(Uri graph) => new
    {
        phone_number = _number,
        phone_number_id = PhoneNumberId,
        waba_id = "200000000000001",
        cloud_base_url = graph.ToString().TrimEnd('/'),
        access_token = _accessToken,
        app_secret = _appSecret,
    };

    private static string Secret(string kind)
    {
        var secret = Gateway.Secret(kind.Replace(' ', '-'));
        PrivateValues.Add(secret, kind);
        return secret;
    }
}
