using System.ComponentModel.DataAnnotations;
using NUnit.Framework;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Infra.Secrets;

/// <summary>What can be a master key.</summary>
[Parallelizable]
public sealed class SecretsOptionsTests
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Test]
    public void Thirty_two_bytes_in_Base64_are_a_master_key_and_empty_former_ones_do_not_count() =>
        Assert.That(ProblemsOf(Key, "", Key), Is.Empty);

    [TestCase("", "Secrets:MasterKey is missing. Make one with: openssl rand -base64 32")]
    [TestCase("change-me-to-32-random-bytes-in-base64", "Secrets:MasterKey must be 32 bytes in Base64. Make one with: openssl rand -base64 32")]
    [TestCase("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ==", "Secrets:MasterKey must be 32 bytes in Base64. Make one with: openssl rand -base64 32")]
    public void Anything_else_is_refused_without_being_repeated(string key, string problem) =>
        Assert.That(ProblemsOf(key), Is.EqualTo([problem]));

    [Test]
    public void A_former_master_key_is_named_by_its_number() =>
        Assert.That(ProblemsOf(Key, Key, "short"), Is.EqualTo(["Secrets:FormerMasterKeys:1 must be 32 bytes in Base64."]));

    private static IEnumerable<string?> ProblemsOf(string masterKey, params string[] former)
    {
        var options = new SecretsOptions { MasterKey = masterKey, FormerMasterKeys = former };
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems.Select(problem => problem.ErrorMessage);
    }
}
