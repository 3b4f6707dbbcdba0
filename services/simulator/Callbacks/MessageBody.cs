using System.Text.Json.Nodes;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Phones.Messages;

namespace Tujenge.Simulator.Callbacks;

/// <summary>How a business is told what a phone wrote.</summary>
internal static class MessageBody
{
    public static Change Of(BusinessNumber number, Phone phone, string id, DateTimeOffset at, NewMessage written)
    {
        var message = new JsonObject
        {
            ["from"] = phone.Number,
            ["id"] = id,
            ["timestamp"] = $"{at.ToUnixTimeSeconds()}",
            ["type"] = written.Type,
        };
        foreach (var (name, value) in written.Members)
        {
            message[name] = value?.DeepClone();
        }

        var contact = new JsonObject { ["profile"] = new JsonObject { ["name"] = phone.Name } };
        contact[phone.HidesNumber ? "user_id" : "wa_id"] = phone.Number;
        if (number.Login is not null)
        {
            OnPremisesForm.OfMessage(message);
        }
        else
        {
            NameSender(message, phone);
            CloudForm.OfMessage(message, contact);
        }

        var news = new JsonObject();
        if (!written.IsSystem)
        {
            news["contacts"] = new JsonArray(contact);
        }

        news["messages"] = new JsonArray(message);
        return Change.Of(number, news);
    }

    /// <summary>Who hides the number is named beside <c>from</c>, or in it, as payloads differ.</summary>
    private static void NameSender(JsonObject message, Phone phone)
    {
        if (phone is { HidesNumber: true, IdInFrom: false })
        {
            message.Remove("from");
            message["from_user_id"] = phone.Number;
        }
    }
}
