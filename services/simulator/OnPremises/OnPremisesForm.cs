using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;

namespace Tujenge.Simulator.OnPremises;

/// <summary>Puts v1's words into the form in which the On-Premises API tells the same (whatsapp-v1-webhooks).</summary>
internal static class OnPremisesForm
{
    /// <summary>Changes a message: there is hardly anything to change.</summary>
    public static void OfMessage(JsonObject message)
    {
        if (message.Text("type") is "unsupported" or "unknown")
        {
            message["type"] = "unknown";
            message.Remove("unsupported");
            message.Remove("unknown");
        }

        if (message.Text("type") is "unknown" or "ephemeral")
        {
            message["errors"] ??= new JsonArray(new JsonObject
            {
                ["code"] = 501,
                ["title"] = "Unknown message type",
                ["details"] = "Message type is not currently supported",
            });
        }
    }

    /// <summary>Changes a status: it names its recipient twice.</summary>
    public static void OfStatus(JsonObject status)
    {
        status["type"] = "message";
        status["message"] = new JsonObject { ["recipient_id"] = status["recipient_id"]?.DeepClone() };
    }
}
