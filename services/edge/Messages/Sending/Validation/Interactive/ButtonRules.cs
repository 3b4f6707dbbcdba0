using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for the action of kind <c>button</c>.</summary>
internal static class ButtonRules
{
    private const int MostButtons = 3;
    private const int LongestId = 256;
    private const int LongestTitle = 20;

    public static V1InteractiveAction Read(Field action)
    {
        var buttons = action.WarnOfOthers("buttons")["buttons"].Required();
        var items = buttons.Items();
        if (!buttons.IsPresent || !buttons.Has(items.Count, 1, MostButtons, "buttons"))
        {
            return new V1InteractiveAction();
        }

        V1ReplyButton[] read = [.. items.Select(Button)];
        CheckUnique(items, "id", [.. read.Select(button => button.Reply.Id)]);
        CheckUnique(items, "title", [.. read.Select(button => button.Reply.Title)]);
        return new V1InteractiveAction { Buttons = read };
    }

    private static V1ReplyButton Button(Field button)
    {
        if (button.Required().Object().WarnOfOthers("type", "reply")["type"].Text() is { } type and not "reply")
        {
            button["type"].Refuse(V1Code.ValueInvalid, $"must be reply, got {Given.Quote(type)}");
        }

        var reply = button["reply"].Required().Object().WarnOfOthers("id", "title");
        var id = reply["id"].Required().Text(LongestId) ?? "";
        if (id.Length > 0 && (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1])))
        {
            reply["id"].Refuse(V1Code.ValueInvalid, $"must not begin or end with a blank, got {Given.Quote(id)}");
        }

        return new V1ReplyButton("reply", new V1Reply(id, reply["title"].Required().Text(LongestTitle) ?? ""));
    }

    private static void CheckUnique(IReadOnlyList<Field> buttons, string name, string[] values)
    {
        for (var number = 1; number < values.Length; number++)
        {
            if (values.AsSpan(0, number).Contains(values[number]))
            {
                buttons[number]["reply"][name].Refuse(V1Code.ValueInvalid, $"must be unique, got {Given.Quote(values[number])} again");
            }
        }
    }
}
