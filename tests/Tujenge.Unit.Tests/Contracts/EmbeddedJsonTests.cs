using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Json;

namespace Tujenge.Unit.Tests.Contracts;

/// <summary>A document inside a message stays what it is, byte for byte.</summary>
internal sealed class EmbeddedJsonTests
{
    [TestCase("""{"a":[1,2.50,"\u00e9 \"x\" \ud83d\ude00",null,true],"b":{}}""")]
    [TestCase("""{"text":{"body":"Habari 👋 \\ / \n"}}""")]
    [TestCase("""[]""")]
    [TestCase("""7""")]
    public void Travels_as_it_is(string document)
    {
        var written = JsonSerializer.Serialize(new Message(EmbeddedJson.Of(document)));

        Assert.Multiple(() =>
        {
            Assert.That(written, Is.EqualTo($$"""{"Body":{{document}}}"""));
            Assert.That(JsonSerializer.Deserialize<Message>(written)!.Body.ToString(), Is.EqualTo(document));
        });
    }

    [Test]
    public void Is_read_from_a_text_as_services_of_earlier_releases_wrote_it()
    {
        const string document = """{"text":{"body":"Habari \"👋\""}}""";
        var written = JsonSerializer.Serialize(new { Body = document });

        Assert.That(JsonSerializer.Deserialize<Message>(written)!.Body, Is.EqualTo(EmbeddedJson.Of(document)));
    }

    private sealed record Message(EmbeddedJson Body);
}
