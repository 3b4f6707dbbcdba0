using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tujenge.Simulator.Graph;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises.Logins;

/// <summary><c>/v1/users/login</c> and <c>/v1/users/logout</c>.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder v1) => v1.MapPost("/users/login", LogIn);

    public static void MapLogout(this IEndpointRouteBuilder v1) => v1.MapPost("/users/logout", (HttpRequest request, Sandbox sandbox) =>
    {
        sandbox.Current.Logins.Remove(GraphAnswer.TokenOf(request)!);
        return OnPremisesAnswer.Ok();
    });

    private static IResult LogIn(HttpRequest request, Sandbox sandbox, TimeProvider clock)
    {
        var world = sandbox.Current;
        var (username, password) = CredentialsOf(request);
        var number = world.Numbers.All.FirstOrDefault(number =>
            number.Login is { } login && login.Username == username && login.Password == password);
        if (number is null)
        {
            return OnPremisesAnswer.Error(1005, "Invalid username or password", StatusCodes.Status401Unauthorized);
        }

        var (token, end) = world.Logins.Add(number, clock.GetUtcNow());
        return OnPremisesAnswer.Ok(new JsonObject
        {
            ["users"] = new JsonArray(new JsonObject
            {
                ["token"] = token,
                ["expires_after"] = end.ToString("yyyy-MM-dd HH:mm:ss+00:00", CultureInfo.InvariantCulture),
            }),
        });
    }

    private static (string? Username, string? Password) CredentialsOf(HttpRequest request)
    {
        var buffer = new byte[1024];
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && header is { Scheme: "Basic", Parameter: { } parameter }
            && Convert.TryFromBase64String(parameter, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var username, var password]
                ? (username, password)
                : (null, null);
    }
}
