using System.Globalization;
using System.Text;

namespace Tujenge.Infra.Persistence;

/// <summary>The rows of a multi-row statement: the text of its <c>values</c> list, and the values that go with it.</summary>
/// <param name="row">One row, with its values as <c>{0}</c>, <c>{1}</c>, … counted from the row's start.</param>
public sealed class SqlRows(string row)
{
    /// <summary>Rows that fit into a statement: PostgreSQL takes 65,535 values, SQLite half as many.</summary>
    public const int Most = 2000;

    private readonly CompositeFormat _row = CompositeFormat.Parse(row);
    private readonly StringBuilder _text = new();
    private readonly List<object> _values = [];

    /// <summary>All values, in the order of their numbers. A null stands for SQL's null; cast it in the row's text.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>Adds one row.</summary>
    public void Add(params object?[] values)
    {
        var numbers = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            numbers[i] = $"{{{_values.Count + i}}}";
        }

        _text.Append(_text.Length == 0 ? "(" : ", (").AppendFormat(CultureInfo.InvariantCulture, _row, numbers).Append(')');
        _values.AddRange(values!);
    }

    /// <summary>The text of the list.</summary>
    public override string ToString() => _text.ToString();
}
