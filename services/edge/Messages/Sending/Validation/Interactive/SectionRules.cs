using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for the sections of lists, whatever is in them.</summary>
internal static class SectionRules
{
    private const int MostSections = 10;
    private const int LongestTitle = 24;

    /// <summary>The sections; none when there are too few or too many.</summary>
    /// <param name="sections">All of them.</param>
    /// <param name="contents">What is in each, beside its title.</param>
    public static IReadOnlyList<Field> Read(Field sections, string contents)
    {
        var items = sections.Required().Items();
        if (!sections.IsPresent || !sections.Has(items.Count, 1, MostSections, "sections", V1Code.SectionsInvalid))
        {
            return [];
        }

        foreach (var section in items)
        {
            section.Required().Object().WarnOfOthers("title", contents);
        }

        return items;
    }

    /// <summary>Each section must have something, and all together not too much.</summary>
    public static void CheckContents(
        Field all,
        IReadOnlyList<Field> sections,
        IReadOnlyList<Field>[] contents,
        int most,
        string what,
        V1Code code)
    {
        for (var number = 0; number < contents.Length; number++)
        {
            if (contents[number].Count == 0)
            {
                sections[number][what == "rows" ? "rows" : "product_items"].Has(0, 1, most, what, code);
            }
        }

        if (sections.Count > 0)
        {
            all.Has(contents.Sum(items => items.Count), 1, most, $"{what} in all", code);
        }
    }

    /// <summary>Several sections can be told apart only by their titles.</summary>
    public static string? Title(Field section, int sections)
    {
        var title = section["title"].TextOrNothing(LongestTitle);
        if (title is null && sections > 1)
        {
            section["title"].Refuse(V1Code.ParameterMissing, $"is absent: with 2 or more sections each needs a title, got {sections}");
        }

        return title;
    }
}
