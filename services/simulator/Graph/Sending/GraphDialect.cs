using System.Text.Json.Nodes;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Sending;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary>Graph says at once what is wrong.</summary>
internal sealed class GraphDialect : ISendDialect
{
    private const int NoWhatsApp = 131026;
    private const int WindowClosed = 131047;

    public string IdOf(Send send) => Wamid.OfCall(send.World, send.Number.PhoneNumberId, send.Phone.Number, send.Call);

    public int CodeOf(int fault) => fault;

    public int? FindRefusal(Send send) => !send.Phone.Exists ? NoWhatsApp
        : send.IsOutsideWindow ? WindowClosed
        : send.Body.Template?.FindProblem(send.World.Templates.Of(send.Number));

    public JsonObject? FindFailure(Send send) => null;

    public IResult Refuse(Send send, int code) => GraphAnswer.Error(code);

    public IResult Take(Send send, string id) => TypedResults.Json(
        new CloudSendAnswer
        {
            MessagingProduct = "whatsapp",
            Contacts =
            [
                send.Phone.HidesNumber
                    ? new CloudAnswerContact(send.Body.To, null) { UserId = send.Phone.Number }
                    : new CloudAnswerContact(send.Body.To, send.Phone.Number),
            ],
            Messages = [new CloudAnswerMessage(id, send.Body.Template is null ? null : "accepted")],
        },
        CloudJson.Wire.CloudSendAnswer);
}
