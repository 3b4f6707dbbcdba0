using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using NUnit.Framework;
using Tujenge.Edge.Upstreams.Proxying;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>The path that a v1 server gets, of what the router found.</summary>
internal sealed class ProxiedPathTests
{
    [TestCase("/v1/media/{id}", "id", "36c484d1", "/v1/media/36c484d1")]
    [TestCase("/v1/messages/{id}", "id", "wamid.a%2Fb+c=", "/v1/messages/wamid.a%2Fb%2Bc%3D")]
    [TestCase("/v1/messages/{id}", "id", "wamid.a%2fb", "/v1/messages/wamid.a%2Fb")]
    [TestCase("/v1/groups/{**rest}", "rest", "1631-15308/Icon", "/v1/groups/1631-15308/Icon")]
    [TestCase("/v1/groups/{**rest}", "rest", "", "/v1/groups")]
    [TestCase("/v1/groups/{**rest}", "rest", "//7///icon/", "/v1/groups/7/icon")]
    [TestCase("/v1/contacts/{id}/identity", "id", "a?b#c", "/v1/contacts/a%3Fb%23c/identity")]
    public void It_is_written_anew(string pattern, string parameter, string value, string expected) =>
        Assert.That(Of(pattern, parameter, value), Is.EqualTo(expected));

    [Test]
    public void The_base_path_stays_here() => Assert.That(
        ProxiedPath.Of(RoutePatternFactory.Parse("/whatsapp/v1/media/{id}"), new RouteValueDictionary { ["id"] = "7" }, "/whatsapp")?.Value,
        Is.EqualTo("/v1/media/7"));

    [TestCase("..")]
    [TestCase(".")]
    [TestCase("..%2f..%2fusers%2flogin")]
    [TestCase("x%2F..%2F..%2Fusers")]
    [TestCase("%2e%2e%2fusers", Description = "was encoded twice")]
    [TestCase("%25")]
    [TestCase(@"..\users")]
    [TestCase("a\u0000b")]
    [TestCase("a\r\nb")]
    public void What_could_be_read_in_two_ways_is_not_passed_on(string value)
    {
        Assert.That(Of("/v1/media/{id}", "id", value), Is.Null);
        Assert.That(Of("/v1/groups/{**rest}", "rest", $"7/{value}"), Is.Null);
    }

    private static string? Of(string pattern, string parameter, string value) =>
        ProxiedPath.Of(RoutePatternFactory.Parse(pattern), new RouteValueDictionary { [parameter] = value }, "")?.Value;
}
