using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Tujenge.Infra.Telemetry;

/// <summary>
/// Takes out of spans what some addresses carry: callback tokens and customers' numbers. A server's span says which route
/// was called, that is enough; a client's keeps its address without the two.
/// </summary>
internal sealed partial class PrivateAddresses : BaseProcessor<Activity>
{
    private const string Path = "url.path";
    private const string Whole = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server && data.GetTagItem(Path) is string path)
        {
            data.SetTag(Path, data.GetTagItem("http.route") is string { Length: > 0 } route ? route : Private().Replace(path, "…"));
        }
        else if (data.Kind == ActivityKind.Client && data.GetTagItem(Whole) is string address)
        {
            data.SetTag(Whole, Private().Replace(address, "…"));
        }
    }

    [GeneratedRegex("(?<=/(callbacks/+v1|contacts)/+)[^/?]+", RegexOptions.IgnoreCase)]
    private static partial Regex Private();
}
