using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Tujenge.Edge.Admin;

/// <summary>Lets in who shows the operator's token.</summary>
internal sealed class OperatorFilter(IOptions<EdgeOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = options.Value.OperatorToken is { Length: > 0 } token ? HashOf(token) : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (_hash is null)
        {
            return new Problem(StatusCodes.Status403Forbidden, "The admin API is closed: Edge:OperatorToken is not set.");
        }

        var http = context.HttpContext;
        if (!IsOperator(http.Request.Headers.Authorization.ToString(), _hash))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return new Problem(StatusCodes.Status401Unauthorized, "Send the operator's token: Authorization: Bearer TOKEN.");
        }

        return await next(context);
    }

    private static bool IsOperator(string authorization, byte[] hash) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(HashOf(authorization[Scheme.Length..].Trim()), hash);

    /// <summary>Hashes have one length, so comparing them does not tell the token's.</summary>
    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
