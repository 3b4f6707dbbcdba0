using Tujenge.Simulator.Numbers;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>The message templates of every account. All begin with the same.</summary>
internal sealed class TemplateBooks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TemplateBook> _books = [];

    private IReadOnlyList<TemplateSettings> _first = TemplateBook.Default;

    /// <summary>Those that a number may send.</summary>
    public TemplateBook Of(BusinessNumber number) => Of(number.Account);

    /// <summary>Those of an account.</summary>
    public TemplateBook Of(string account)
    {
        lock (_gate)
        {
            if (!_books.TryGetValue(account, out var book))
            {
                _books[account] = book = new TemplateBook(_first);
            }

            return book;
        }
    }

    /// <summary>Sets what accounts begin with from now on.</summary>
    public void BeginWith(IReadOnlyList<TemplateSettings> templates)
    {
        lock (_gate)
        {
            _first = templates;
        }
    }
}
