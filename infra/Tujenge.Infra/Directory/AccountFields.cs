namespace Tujenge.Infra.Directory;

/// <summary>The fields of Meta's webhooks that tell of numbers and accounts, and have a place of their own in what operators see.</summary>
public static class AccountFields
{
    /// <summary>Quality and messaging limit of a number.</summary>
    public const string Quality = "phone_number_quality_update";

    /// <summary>What became of a display name.</summary>
    public const string Name = "phone_number_name_update";

    /// <summary>Bans, restrictions, violations and whatever else befalls an account.</summary>
    public const string Account = "account_update";

    /// <summary>The review of an account.</summary>
    public const string Review = "account_review_update";

    /// <summary>How much an account may do.</summary>
    public const string Capability = "business_capability_update";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Quality, Name, Account, Review, Capability];

    /// <summary>Whether the newest event says nothing of the others: a verified account may be restricted all the same.</summary>
    public static bool KeepsEvents(string field) => field is Quality or Account;
}
