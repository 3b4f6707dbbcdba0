using NUnit.Framework;
using Tujenge.Inbound.Accounts;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>Whose business the news of a callback is.</summary>
[Parallelizable]
internal sealed class AccountNewsTests
{
    private static readonly Channel[] OfApp = [Of("255754000001", "1", "7"), Of("255754000002", "2", "7"), Of("5215512345678", "3", "8"), Of("255754000004", "4", null)];

    [TestCase("phone_number_quality_update", "255754000002", null, "7", "2")]
    [TestCase("phone_number_quality_update", "525512345678", null, "7", "3", Description = "Mexico, without the 1")]
    [TestCase("phone_number_quality_update", "255754000009", null, "7", "")]
    [TestCase("phone_number_quality_update", null, null, "7", "1 2")]
    [TestCase("group_lifecycle_update", "255754000001", "4", "7", "4")]
    [TestCase("group_lifecycle_update", "255754000001", "9", "7", "")]
    [TestCase("account_update", "255754000001", null, "7", "1")]
    [TestCase("account_update", "255754000009", null, "7", "1 2")]
    [TestCase("business_capability_update", null, null, "8", "3")]
    [TestCase("business_capability_update", null, null, "9", "")]
    [TestCase("business_capability_update", null, null, null, "")]
    public void It_is_that_of_the_number_or_else_of_the_account(string field, string? number, string? numberId, string? wabaId, string meant)
    {
        var news = new ToldNews { Field = field, Event = "", PhoneNumber = number, PhoneNumberId = numberId, WabaId = wabaId };
        Assert.That(string.Join(' ', AccountNews.ChannelsOf(news, OfApp).Select(channel => channel.PhoneNumberId)), Is.EqualTo(meant));
    }

    private static Channel Of(string number, string numberId, string? wabaId) => new()
    {
        Id = Guid.NewGuid(),
        PhoneNumber = number,
        PhoneNumberId = numberId,
        WabaId = wabaId,
        CloudBaseUrl = "",
        AccessToken = new ProtectedText(""),
        AppSecret = new ProtectedText(""),
        VerifyToken = new ProtectedText(""),
        CreatedAt = default,
    };
}
