using System.Globalization;
using System.Text.Json.Nodes;

namespace Tujenge.Simulator.OnPremises;

/// <summary>Callbacks as the On-Premises API posts them: no envelope, and statuses of an older make (whatsapp-v1-webhooks, section 5).</summary>
internal static class OnPremisesCallbacks
{
    /// <summary>The value of a Cloud API callback as a whole On-Premises one.</summary>
    public static JsonObject Flatten(JsonObject value)
    {
        if (value["statuses"] is JsonArray statuses)
        {
            foreach (var status in statuses.OfType<JsonObject>())
            {
                status.Remove("biz_opaque_callback_data");
                status["type"] = "message";
                status["message"] = new JsonObject { ["recipient_id"] = status["recipient_id"]?.DeepClone() };
                if (status["conversation"] is JsonObject conversation
                    && long.TryParse((string?)conversation["expiration_timestamp"], CultureInfo.InvariantCulture, out var end))
                {
                    conversation["expiration_timestamp"] = end;
                }
            }
        }

        return value;
    }
}
