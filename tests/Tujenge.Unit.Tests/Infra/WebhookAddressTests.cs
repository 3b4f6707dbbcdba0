using System.Net;
using NUnit.Framework;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class WebhookAddressTests
{
    private static readonly WebhookOptions Strict = new();

    [TestCase("8.8.8.8")]
    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("169.253.0.1")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("192.0.1.1")]
    [TestCase("192.167.1.1")]
    [TestCase("198.17.0.1")]
    [TestCase("198.20.0.1")]
    [TestCase("223.255.255.255")]
    [TestCase("2001:4860:4860::8888")]
    [TestCase("2606:4700::1111")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("64:ff9b::808:808")] // what a name with an IPv4 address stands for where there is only IPv6
    [TestCase("2002:808:808::1")]
    public void An_address_of_the_internet_is_public(string address) =>
        Assert.That(WebhookAddress.IsPublic(IPAddress.Parse(address)), Is.True);

    [TestCase("0.0.0.0")]
    [TestCase("0.1.2.3")]
    [TestCase("10.0.0.1")]
    [TestCase("100.64.0.1")]
    [TestCase("127.0.0.1")]
    [TestCase("127.255.255.254")]
    [TestCase("169.254.169.254")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.0.0.8")]
    [TestCase("192.168.0.1")]
    [TestCase("198.18.0.1")]
    [TestCase("198.19.255.255")]
    [TestCase("224.0.0.1")]
    [TestCase("240.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("fe80::1")]
    [TestCase("fec0::1")]
    [TestCase("fc00::1")]
    [TestCase("fd12:3456::1")]
    [TestCase("ff02::1")]
    [TestCase("100::1")] // goes nowhere
    [TestCase("2001:db8::1")] // documentation
    public void An_address_of_some_network_only_is_not_public(string address) =>
        Assert.That(WebhookAddress.IsPublic(IPAddress.Parse(address)), Is.False);

    [TestCase("::ffff:127.0.0.1", TestName = "Mapped")]
    [TestCase("::ffff:10.0.0.1", TestName = "Mapped, private")]
    [TestCase("::127.0.0.1", TestName = "Compatible")]
    [TestCase("::ffff:0:127.0.0.1", TestName = "Translated")]
    [TestCase("64:ff9b::7f00:1", TestName = "NAT64 of loopback")]
    [TestCase("64:ff9b::a9fe:a9fe", TestName = "NAT64 of cloud metadata")]
    [TestCase("64:ff9b:1::a00:1", TestName = "NAT64 of a local prefix")]
    [TestCase("2002:7f00:1::1", TestName = "6to4 of loopback")]
    [TestCase("2002:c0a8:1::1", TestName = "6to4 of a private network")]
    [TestCase("2001:0:53aa:64c:0:fbfe:3f57:fe95", TestName = "Teredo")]
    public void A_private_address_is_not_public_in_the_clothes_of_IPv6(string address) =>
        Assert.That(WebhookAddress.IsPublic(IPAddress.Parse(address)), Is.False);

    [TestCase("https://client.example/wa-hook")]
    [TestCase("https://client.example:8443/wa-hook?x=1")]
    [TestCase("https://8.8.8.8/")]
    [TestCase("https://[2606:4700::1111]/")]
    [TestCase("https://müller.example/")]
    [TestCase("https://８.８.８.８/")]
    [TestCase("https://例え.テスト/")]
    public void An_https_address_is_fine(string url) => Assert.That(WebhookAddress.Problem(url, Strict), Is.Null);

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("client.example")]
    [TestCase("/wa-hook")]
    [TestCase("https://")]
    [TestCase("mailto:a@client.example")]
    public void What_is_no_absolute_address_is_refused(string? url) =>
        Assert.That(WebhookAddress.Problem(url, Strict), Does.StartWith("url must b"));

    [TestCase("http://client.example/")]
    [TestCase("ftp://client.example/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("gopher://client.example/")]
    public void Anything_but_https_is_refused(string url) => Assert.That(WebhookAddress.Problem(url, Strict), Is.Not.Null);

    [Test]
    public void Http_is_fine_where_it_is_allowed_and_nothing_else_with_it()
    {
        var options = new WebhookOptions { AllowHttp = true };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WebhookAddress.Problem("http://client.example/", options), Is.Null);
            Assert.That(WebhookAddress.Problem("https://client.example/", options), Is.Null);
            Assert.That(WebhookAddress.Problem("ftp://client.example/", options), Does.Contain("https:// or http://"));
            Assert.That(WebhookAddress.Problem("http://127.0.0.1/", options), Is.EqualTo("url must not point to a private or loopback address"));
        }
    }

    [TestCase("https://user:password@client.example/")]
    [TestCase("https://user@client.example/")]
    [TestCase("https://client.example@127.0.0.1/")]
    public void Credentials_in_the_address_are_refused(string url) =>
        Assert.That(WebhookAddress.Problem(url, Strict), Does.Contain("put them into headers"));

    [TestCase("https://localhost/")]
    [TestCase("https://LOCALHOST./")]
    [TestCase("https://app.localhost/")]
    [TestCase("https://127.0.0.1/")]
    [TestCase("https://127.1/")]
    [TestCase("https://2130706433/")]
    [TestCase("https://0x7f000001/")]
    [TestCase("https://0177.0.0.1/")]
    [TestCase("https://127.0.0.1./")]
    [TestCase("https://10.0.0.1:8443/")]
    [TestCase("https://169.254.169.254/latest/meta-data")]
    [TestCase("https://[::1]/")]
    [TestCase("https://[::ffff:10.0.0.1]/")]
    [TestCase("https://[fe80::1%25eth0]/")]
    [TestCase("https://[64:ff9b::a00:1]/")]
    [TestCase("https://１２７.０.０.１/")]
    [TestCase("https://１２７．０．０．１/")]
    [TestCase("https://10。0。0。1:8443/")]
    [TestCase("https://①②⑦.0.0.1/")]
    [TestCase("https://０ｘ７ｆ.1/")]
    [TestCase("https://ＬＯＣＡＬｈｏｓｔ/")]
    public void A_private_address_is_refused_however_it_is_written(string url) =>
        Assert.That(WebhookAddress.Problem(url, Strict), Is.EqualTo("url must not point to a private or loopback address"));

    [TestCase("https://localhost/")]
    [TestCase("https://10.0.0.1/")]
    [TestCase("https://[::1]/")]
    public void A_private_address_is_fine_where_it_is_allowed(string url) =>
        Assert.That(WebhookAddress.Problem(url, new WebhookOptions { AllowPrivateAddresses = true }), Is.Null);

    [Test]
    public void A_name_that_stands_for_a_private_address_is_not_connected_to() => Assert.That(
        async () => await WebhookAddress.ConnectAsync(new DnsEndPoint("localhost", 9), Strict, default),
        Throws.InstanceOf<HttpRequestException>().With.Message.Contains("private or loopback"));
}
