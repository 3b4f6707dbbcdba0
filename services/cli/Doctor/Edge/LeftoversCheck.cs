using System.Net;
using Refit;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Audit;
using Tujenge.Cli.DeadLetters;
using Tujenge.Cli.Deliveries;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Doctor.Edge;

/// <summary>What waits for a person: dead letters, and deliveries that are parked. Shows on the way whether the operator's token is right.</summary>
internal sealed class LeftoversCheck(EdgeAddress edge) : ICheck
{
    private const int MostOnAPage = 200;

    /// <inheritdoc/>
    public string Name => "operator token";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (edge.Token is not { } token)
        {
            return [Finding.Skipped(
                Name, "set TUJENGE_TOKEN, to look for dead letters and parked deliveries", "It is what edge has as Edge__OperatorToken.")];
        }

        using var client = AdminClient.Create(edge.Url, token, edge.OperatorName);
        var letters = RestService.ForGenerated<IDeadLettersApi>(client);
        var deliveries = RestService.ForGenerated<IDeliveriesApi>(client);
        using var any = await RestService.ForGenerated<IAuditApi>(client).ListAsync(channelId: null, limit: 1, before: null, cancellationToken);
        using var dead = await letters.ListAsync("waiting", queue: null, MostOnAPage, after: null, cancellationToken);
        using var parked = await deliveries.ListAsync(channelId: null, "parked", MostOnAPage, before: null, cancellationToken);
        return
        [
            TokenFrom(any),
            Count("dead letters", dead, "dead_letters", "Look at them, mend the cause, replay them: tujenge dead-letters list --state waiting"),
            Count("deliveries", parked, "deliveries", "Webhooks did not take them for days. Look, then replay them: tujenge deliveries list --state parked"),
        ];
    }

    private Finding TokenFrom(IApiResponse<string> answer) => answer switch
    {
        { IsReceived: false } => Finding.Skipped(Name, "edge does not answer"),
        { StatusCode: HttpStatusCode.Unauthorized } => Finding.Failed(
            Name, "edge refuses it", "TUJENGE_TOKEN (or --token) must be what edge has as Edge__OperatorToken."),
        { StatusCode: HttpStatusCode.Forbidden } => Finding.Warning(
            Name, "the admin API is closed", "Set Edge__OperatorToken in edge's environment, and start it again."),
        _ => Finding.Ok(Name, "edge takes it"),
    };

    private static Finding Count(string check, IApiResponse<string> answer, string member, string advice)
    {
        if (!answer.IsSuccessful || answer.Content is null)
        {
            return Finding.Skipped(check, answer.IsReceived ? $"edge answers HTTP {(int)answer.StatusCode!}" : "edge does not answer");
        }

        var page = AdminClient.Read(new Uri("http://edge"), answer.Content);
        var count = page.List(member).Count;
        return count == 0
            ? Finding.Ok(check, "none waits for a person")
            : Finding.Warning(check, $"{count}{(page.Member("next") is null ? "" : " or more")} {(count == 1 ? "waits" : "wait")} for a person", advice);
    }
}
