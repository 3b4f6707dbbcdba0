using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Auditing;

/// <summary>Puts a change on the audit trail.</summary>
internal static class Audit
{
    /// <summary>What stands in the trail for a secret, or for a text that is nobody's business.</summary>
    public const string Hidden = "(set)";

    private const string OperatorHeader = "Tujenge-Operator";
    private const int LongestOperator = 64;

    /// <summary>Adds the entry to the context, to be saved in the transaction of the change.</summary>
    /// <param name="db">Where the change is made.</param>
    /// <param name="http">Whose request it is.</param>
    /// <param name="at">When.</param>
    /// <param name="action">What is done, such as <c>channel.updated</c>.</param>
    /// <param name="subject">Id of what it is done to.</param>
    /// <param name="channelId">The channel that it concerns.</param>
    /// <param name="fields">What is set, without secrets.</param>
    public static void Add(
        this DirectoryDbContext db,
        HttpContext http,
        DateTimeOffset at,
        string action,
        object subject,
        Guid? channelId = null,
        params IEnumerable<(string Name, object? Value)> fields) => db.AuditTrail.Add(new AuditEntry
        {
            At = at,
            Actor = ActorOf(http),
            Action = action,
            Subject = $"{subject}",
            ChannelId = channelId,
            Details = JsonSerializer.Serialize(
                fields.ToDictionary(field => field.Name, field => $"{field.Value}"),
                EdgeJson.Wire.DictionaryStringString),
        });

    /// <summary>A client's key, or the operator with the name that he gives: there is one token, so nobody can vouch for it.</summary>
    private static string ActorOf(HttpContext http)
    {
        if (http.Features.Get<OpenedChannel>() is { } opened)
        {
            return $"key:{opened.KeyId}";
        }

        var name = http.Request.Headers[OperatorHeader].ToString();
        return name is { Length: > 0 and <= LongestOperator } && !name.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? $"operator ({name})"
            : "operator";
    }
}
