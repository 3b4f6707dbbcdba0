using System.Text.Json.Nodes;

namespace Tujenge.Testing.Callbacks;

/// <summary>A message or a status of one of several numbers; the same values are the same event.</summary>
public sealed record HappenedEvent(int Number, bool IsStatus, int Which, int Detail)
{
    private static readonly string[] Statuses = ["sent", "delivered", "read", "played"];

    /// <summary>A message has one sender, whoever else writes.</summary>
    public string Sender => $"25571200011{Which % 3}";

    /// <summary>As WhatsApp writes it.</summary>
    public JsonObject Document => IsStatus
        ? new JsonObject { ["id"] = $"wamid.s{Which}", ["status"] = Statuses[Detail], ["timestamp"] = $"{Detail}", ["recipient_id"] = Sender }
        : new JsonObject
        {
            ["id"] = $"wamid.m{Which}",
            ["from"] = Sender,
            ["timestamp"] = $"{Which}",
            ["type"] = "text",
            ["text"] = new JsonObject { ["body"] = $"{Which}" },
        };
}
