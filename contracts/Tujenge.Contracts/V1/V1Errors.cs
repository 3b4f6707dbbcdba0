namespace Tujenge.Contracts.V1;

/// <summary>
/// The v1 error codes with their titles and HTTP statuses, and what the Cloud API's codes become (whatsapp-errors). There
/// is no published table between the two: the Cloud API's own code always stays in the details.
/// </summary>
public static class V1Errors
{
    /// <summary>v1 code to title and to the HTTP status of a synchronous answer.</summary>
    private static readonly Dictionary<int, (string Title, int Http)> Codes = new()
    {
        [0] = ("undefined", 500),
        [400] = ("Media download error", 400),
        [401] = ("Group does not exist", 404),
        [402] = ("Business eligibility, payment issue", 402),
        [408] = ("Message is not valid", 408),
        [410] = ("Message expired", 410),
        [429] = ("Rate limit hit", 429),
        [430] = ("Unsigned certificate", 500),
        [432] = ("Certificate id mismatch", 500),
        [433] = ("Certificate signature invalid", 500),
        [470] = ("Re-engagement message", 400),
        [471] = ("Spam rate limit hit", 429),
        [472] = ("User's number is part of an experiment", 400),
        [480] = ("User potentially changed", 400),
        [500] = ("Generic error", 500),
        [501] = ("Message type is not currently supported", 501),
        [1000] = ("Generic error", 500),
        [1001] = ("Message too long", 400),
        [1002] = ("Invalid recipient type", 400),
        [1003] = ("Not a group participant", 400),
        [1004] = ("Resource already exists", 409),
        [1005] = ("Access denied", 403),
        [1006] = ("Resource not found", 404),
        [1007] = ("Recipient blocked to receive message", 403),
        [1008] = ("Required parameter is missing", 400),
        [1009] = ("Parameter value is not valid", 400),
        [1010] = ("Parameter is not required", 400),
        [1011] = ("Service not ready", 500),
        [1012] = ("Group is unknown", 404),
        [1013] = ("User is not valid", 400),
        [1014] = ("Internal error", 500),
        [1015] = ("Too many requests", 429),
        [1016] = ("System overloaded", 503),
        [1017] = ("Not primary master", 500),
        [1018] = ("Not primary coreapp", 500),
        [1019] = ("Not a group admin", 400),
        [1020] = ("Bad group", 400),
        [1021] = ("Bad user", 400),
        [1022] = ("Webhooks URL is not configured", 412),
        [1023] = ("Database error occurred", 500),
        [1024] = ("Password change required", 401),
        [1025] = ("Invalid request", 400),
        [1026] = ("Receiver incapable", 501),
        [1028] = ("A user_identity_changed notification requires acknowledgement", 400),
        [1031] = ("Sender account has been locked", 403),
        [2000] = ("Template param count mismatch", 400),
        [2001] = ("Template missing", 404),
        [2002] = ("Template fetch failed", 404),
        [2003] = ("Template pack missing", 404),
        [2004] = ("Template param length too long", 400),
        [2005] = ("Template hydrated text too long", 400),
        [2006] = ("Template white space policy violated", 400),
        [2007] = ("Template format character policy violated", 400),
        [2008] = ("Template media format unsupported", 400),
        [2009] = ("Template required component missing", 400),
        [2010] = ("Template invalid URL in a button", 400),
        [2011] = ("Template invalid phone number in a button", 400),
        [2012] = ("Template parameter format mismatch", 400),
        [2013] = ("Template buttons unsupported by the receiver", 501),
        [2014] = ("Expected namespace is empty", 400),
        [2015] = ("Invalid number of sections", 400),
        [2016] = ("Invalid number of rows", 400),
        [2017] = ("Character policy violated", 400),
        [2023] = ("Invalid number of products", 400),
        [2024] = ("Catalog not found", 400),
        [2025] = ("Catalog not linked", 400),
        [2026] = ("Products missing", 400),
        [2027] = ("Products not found", 400),
        [2028] = ("All products not compliant", 400),
        [2029] = ("Some products not compliant", 400),
        [2030] = ("Products invalid or not compliant", 400),
        [2036] = ("Invalid header structure", 400),
        [2050] = ("Missing compliance info", 400),
        [2060] = ("Template rejected", 400),
        [2061] = ("Template paused", 400),
        [2062] = ("Template disabled", 400),
        [2068] = ("Flow blocked", 400),
        [2069] = ("Flow throttled", 429),
    };

    /// <summary>Cloud code to v1 code in callbacks and in answers, where the two places differ.</summary>
    private static readonly Dictionary<int, (int Callback, int Answer)> FromCloud = new()
    {
        [0] = (1005, 1005),
        [1] = (1000, 1000),
        [2] = (1011, 1011),
        [3] = (1005, 1005),
        [4] = (1015, 1015),
        [10] = (1005, 1005),
        [33] = (1006, 1006),
        [100] = (1009, 1009),
        [190] = (1005, 1005),
        [368] = (1031, 1031),
        [80007] = (1015, 1015),
        [130429] = (429, 1015),
        [130472] = (472, 472),
        [130497] = (1005, 1005),
        [131000] = (500, 1000),
        [131005] = (1005, 1005),
        [131008] = (1008, 1008),
        [131009] = (1009, 1009),
        [131014] = (1014, 1014),
        [131016] = (1016, 1016),
        [131021] = (1021, 1021),
        [131026] = (1026, 1026),
        [131030] = (1005, 1005),
        [131031] = (1031, 1031),
        [131037] = (1005, 1005),
        [131042] = (402, 402),
        [131043] = (410, 410),
        [131045] = (433, 433),
        [131047] = (470, 470),
        [131048] = (471, 471),
        [131049] = (471, 471),
        [131050] = (472, 472),
        [131051] = (501, 1009),
        [131052] = (400, 400),
        [131056] = (429, 1015),
        [131057] = (1016, 1016),
        [132000] = (2000, 2000),
        [132001] = (2001, 2001),
        [132005] = (2005, 2005),
        [132007] = (2007, 2007),
        [132012] = (2012, 2012),
        [132015] = (2061, 2061),
        [132016] = (2062, 2062),
        [132068] = (2068, 2068),
        [132069] = (2069, 2069),
        [133004] = (1011, 1011),
        [133010] = (1011, 1011),
        [133016] = (1015, 1015),
        [134100] = (1009, 1009),
        [134101] = (1009, 1009),
        [134102] = (1009, 1009),
        [135000] = (1021, 1021),
    };

    /// <summary>A link that WhatsApp could not follow, or a file that it cannot use: only its words tell which.</summary>
    public const int MediaUpload = 131053;

    /// <summary>What WhatsApp's sentences about files of the wrong format have, and those about links have not.</summary>
    private static readonly string[] FormatWords = ["mime", "format", "codec", "supported", "of type"];

    /// <summary>Every v1 code, with its title and the HTTP status of a synchronous answer.</summary>
    public static IEnumerable<(int Code, string Title, int HttpStatus)> All => Codes.Select(code => (code.Key, code.Value.Title, code.Value.Http));

    /// <summary>An error under its v1 code; an unknown code gets the title of 0.</summary>
    public static V1ErrorEntry Of(int v1Code, string? details = null) => new(v1Code, TitleOf(v1Code), details);

    /// <summary>
    /// What a Cloud API error becomes in a callback; an unknown one becomes 500. The Cloud API has begun with v1's codes: what comes
    /// under one of them stays under it.
    /// </summary>
    /// <param name="cloudCode">The Cloud API's code; null when it has none that can be read.</param>
    /// <param name="cloudTitle">Its title or message.</param>
    /// <param name="details">Its details.</param>
    public static V1ErrorEntry ForCallback(int? cloudCode, string? cloudTitle, string? details)
    {
        var reason = string.IsNullOrWhiteSpace(details) ? cloudTitle : details;
        if (cloudCode is not { } given)
        {
            return Of(500, string.IsNullOrWhiteSpace(reason) ? null : reason);
        }

        var isKnown = FromCloud.TryGetValue(given, out var known);
        if (!isKnown && Codes.ContainsKey(given))
        {
            return Of(given, string.IsNullOrWhiteSpace(reason) ? null : reason);
        }

        var code = isKnown ? known.Callback
            : given == MediaUpload ? OfMediaUpload(reason)
            : given is >= 200 and <= 299 ? 1005
            : 500;

        // v1's title says nothing of a code that has no counterpart, so the Cloud API's goes into the details.
        var title = code == 500 && !isKnown && !string.IsNullOrWhiteSpace(cloudTitle) && cloudTitle != reason ? $" {cloudTitle}" : "";
        return Of(code, string.IsNullOrWhiteSpace(reason) ? $"cloud {given}" : $"cloud {given}{title}: {reason}");
    }

    /// <summary>The v1 code of a Cloud API error in a synchronous answer; an unknown one becomes 1000.</summary>
    /// <param name="cloudCode">The Cloud API's code; null when it has none.</param>
    /// <param name="reason">Its details or its message.</param>
    public static int ForAnswer(int? cloudCode, string? reason = null) => FromCloud.TryGetValue(cloudCode ?? -1, out var known) ? known.Answer
        : cloudCode == MediaUpload ? OfMediaUpload(reason)
        : cloudCode is >= 200 and <= 299 ? 1005
        : 1000;

    private static int OfMediaUpload(string? reason) =>
        reason is not null && Array.Exists(FormatWords, word => reason.Contains(word, StringComparison.OrdinalIgnoreCase)) ? 1000 : 1014;

    /// <summary>Whether v1 has the code.</summary>
    public static bool Knows(int v1Code) => Codes.ContainsKey(v1Code);

    /// <summary>Whether the table has a code of the Cloud API's.</summary>
    public static bool KnowsCloud(int? cloudCode) => cloudCode is >= 200 and <= 299 || FromCloud.ContainsKey(cloudCode ?? -1);

    /// <summary>The title of a v1 code.</summary>
    public static string TitleOf(int v1Code) => (Codes.TryGetValue(v1Code, out var known) ? known : Codes[0]).Title;

    /// <summary>The HTTP status of a v1 code in a synchronous answer; 400 for an unknown one.</summary>
    public static int HttpStatusOf(int v1Code) => Codes.TryGetValue(v1Code, out var known) ? known.Http : 400;
}
