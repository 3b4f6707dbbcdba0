using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Simulator.Sending;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary>
/// What is wrong with a recipient comes later, as a <c>failed</c> callback: the On-Premises API answers before it looks
/// (whatsapp-v1-api, section 2).
/// </summary>
internal sealed class OnPremisesDialect : ISendDialect
{
    private const int WindowClosed = 470;
    private const int NoWhatsApp = 1013;
    private const int UnknownGroup = 1012;

    public string IdOf(Send send) => OnPremisesId.OfCall(send.World, send.Number.PhoneNumberId, send.Phone.Number, send.Call);

    /// <summary>The faults are named by the Cloud API's codes; v1's own are taken as they are.</summary>
    public int CodeOf(int fault) => V1Errors.Knows(fault) ? fault : V1Errors.ForAnswer(fault);

    public int? FindRefusal(Send send)
    {
        if (!send.Body.IsGroup)
        {
            return send.Body.Template?.FindProblem(send.World.Templates.Of(send.Number)) is { } code ? CodeOf(code) : null;
        }

        var account = send.World.Accounts.Of(send.Number);
        lock (account.Gate)
        {
            return account.Groups.Find(send.Body.To) is null ? UnknownGroup : null;
        }
    }

    public JsonObject? FindFailure(Send send) => !send.Phone.Exists || send.Phone.HidesNumber ? Failure(NoWhatsApp) : send.IsOutsideWindow ? Failure(WindowClosed) : null;

    public IResult Refuse(Send send, int code) => OnPremisesAnswer.Error(code, send.Body.Template is { } template ? DetailsOf(code, template) : null);

    public IResult Take(Send send, string id) => OnPremisesAnswer.Ok(
        new JsonObject
        {
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = send.Body.To, ["wa_id"] = send.Phone.Number }),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = id }),
        },
        StatusCodes.Status201Created);

    private static string? DetailsOf(int code, SentTemplate template) => code switch
    {
        2000 => $"Template {template.Name} in {template.Language} has another number of parameters than the {template.BodyParameters} that were sent",
        2001 => $"Template name {template.Name} does not exist in the translation {template.Language}",
        2061 => $"Template {template.Name} in {template.Language} is paused",
        2062 => $"Template {template.Name} in {template.Language} is disabled",
        _ => null,
    };

    private static JsonObject Failure(int code) => new() { ["code"] = code, ["title"] = V1Errors.TitleOf(code) };
}
