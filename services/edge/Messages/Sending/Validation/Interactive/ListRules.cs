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
        var sections = SectionRules.Read(action["sections"]);
        var rows = sections.Select(section => section["rows"].Required().Items()).ToArray();
        SectionRules.CheckContents(action["sections"], sections, rows, MostRows, "rows", V1Code.RowsInvalid);
        if (action.Found.Value is not null)
        {
            return new V1InteractiveAction();
        }

        V1Row[][] read = [.. rows.Select(items => items.Select(Row).ToArray())];
        WarnOfRepeated(rows, read);
        return new V1InteractiveAction
        {
            Button = button,
            Sections =
            [
                .. sections.Zip(read, (section, items) => new V1Section
                {
                    Title = SectionRules.Title(section, sections.Count),
                    Rows = items,
                }),
            ],
        };
    }

    private static void WarnOfRepeated(IReadOnlyList<Field>[] rows, V1Row[][] read)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, row) in rows.SelectMany(items => items).Zip(read.SelectMany(items => items)))
        {
            if (!seen.Add(row.Id))
            {
                field["id"].Warn("is there twice: the answer will not tell which row was chosen");
            }
        }
    }

    private static V1Row Row(Field row) => new(
        row.Required().Object()["id"].Required().Text(LongestId) ?? "",
        row["title"].Required().Text(LongestTitle) ?? "",
        row["description"].TextOrNothing(LongestDescription));
}
