using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for the action of kind <c>list</c>.</summary>
internal static class ListRules
{
    private const int MostRows = 10;
    private const int LongestButton = 20;
    private const int LongestId = 200;
    private const int LongestTitle = 24;
    private const int LongestDescription = 72;

    public static V1InteractiveAction Read(Field action)
    {
        action.WarnOfOthers("button", "sections");
        var button = action["button"].Required().Text(LongestButton);
        var sections = SectionRules.Read(action["sections"], "rows");
        var rows = sections.Select(section => section["rows"].Required().Items()).ToArray();
        SectionRules.CheckContents(action["sections"], sections, rows, MostRows, "rows", V1Code.RowsInvalid);
        if (action.Found.Value is not null)
        {
            return new V1InteractiveAction();
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var read = new V1Section[sections.Count];
        for (var number = 0; number < read.Length; number++)
        {
            read[number] = new V1Section
            {
                Rows = [.. rows[number].Select(row => Row(row, ids))],
                Title = SectionRules.Title(sections[number], sections.Count),
            };
        }

        return new V1InteractiveAction { Button = button, Sections = read };
    }

    private static V1Row Row(Field row, HashSet<string> ids)
    {
        var id = row.Required().Object().WarnOfOthers("id", "title", "description")["id"].Required().Text(LongestId) ?? "";
        if (!ids.Add(id))
        {
            row["id"].Warn("is there twice: the answer will not tell which row was chosen");
        }

        return new V1Row(id, row["title"].Required().Text(LongestTitle) ?? "", row["description"].TextOrNothing(LongestDescription));
    }
}
