namespace Tujenge.Cli.Doctor.Edge;

/// <summary>Whether edge answers, and whether it has what it needs.</summary>
internal sealed class EdgeCheck(EdgeAddress edge) : ICheck
{
    private const int LongestReason = 300;

    /// <inheritdoc/>
    public string Name => "edge";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(15),
        };
        try
        {
            using var alive = await client.GetAsync(new Uri($"{edge.Url.ToString().TrimEnd('/')}/livez"), cancellationToken);
            if (!alive.IsSuccessStatusCode)
            {
                return [Finding.Failed(Name, $"{edge.Url} answers HTTP {(int)alive.StatusCode} to /livez", "TUJENGE_URL or --url must say where edge is.")];
            }

            using var ready = await client.GetAsync(new Uri($"{edge.Url.ToString().TrimEnd('/')}/readyz"), cancellationToken);
            return [ready.IsSuccessStatusCode
                ? Finding.Ok(Name, $"ready at {edge.Url}")
                : Finding.Failed(Name, $"running at {edge.Url}, not ready{await ReasonOfAsync(ready, cancellationToken)}", "See the other checks.")];
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return [Finding.Failed(
                Name,
                $"does not answer at {edge.Url}: {(fault is HttpRequestException ? fault.GetBaseException().Message : "no answer in time")}",
                "Start it, or say where it is: TUJENGE_URL or --url.")];
        }
    }

    /// <summary>What <c>/readyz</c> says in text, such as that migrations are missing.</summary>
    private static async Task<string> ReasonOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var reasons = string.Join("; ", text.Split('\n').Skip(1));
        return reasons.Length is > 0 and <= LongestReason ? $": {reasons}" : "";
    }
}
