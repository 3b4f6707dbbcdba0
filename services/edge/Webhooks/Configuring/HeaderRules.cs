using Microsoft.Net.Http.Headers;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary>Which headers a tenant may add to callbacks: none that dispatcher or HTTP itself decides on.</summary>
internal static class HeaderRules
{
    private const int MostHeaders = 20;
    private const int MostCharacters = 4096;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Transfer-Encoding", "Expect", // of the request as a whole
        "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Trailers", "Upgrade", // hop by hop
        "webhook-id", "webhook-timestamp", "webhook-signature", // dispatcher's own
        "traceparent", "tracestate", // of the call's trace
    };

    public static Dictionary<string, string> Read(Field headers)
    {
        var read = new Dictionary<string, string>();
        if (!headers.Object().IsPresent || headers.Found.Value is not null)
        {
            return read;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in headers.Value.EnumerateObject())
        {
            var header = headers[member.Name];
            if (!names.Add(member.Name))
            {
                header.Refuse(V1Code.ValueInvalid, "is given twice");
            }

            var value = Value(header);
            CheckName(header, member.Name, value);
            read[member.Name] = value;
        }

        CheckSize(headers, read);
        return read;
    }

    private static void CheckName(Field header, string name, string value)
    {
        if (!HeaderName.IsOne(name))
        {
            header.Found.Add(V1Code.ValueInvalid, header.Path, $"{Given.Quote(name)} in 'headers' is not the name of a header");
        }
        else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(value, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            // Many a client asks for what it gets anyway, and wants to see that it did.
        }
        else if (Reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            header.Refuse(V1Code.ValueInvalid, "is a header that the gateway sets itself");
        }
    }

    private static string Value(Field header)
    {
        if (!header.IsPresent)
        {
            header.RefuseType("a string"); // Null too: a header has text or is left out.
        }

        var value = header.Text() ?? "";
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            header.Refuse(V1Code.ValueInvalid, "must consist of printable ASCII characters");
        }

        return value;
    }

    private static void CheckSize(Field headers, Dictionary<string, string> read)
    {
        var characters = read.Sum(header => header.Key.Length + header.Value.Length);
        if (read.Count > MostHeaders)
        {
            headers.Refuse(V1Code.ValueInvalid, $"must have at most {MostHeaders} members, got {read.Count}");
        }
        else if (characters > MostCharacters)
        {
            headers.Refuse(V1Code.ValueInvalid, $"must have at most {MostCharacters} characters in all, got {characters}");
        }
    }
}
