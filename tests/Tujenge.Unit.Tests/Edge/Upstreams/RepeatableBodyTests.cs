using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NUnit.Framework;
using Tujenge.Edge.Upstreams.Proxying;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>Which bodies are kept, so that a call can be repeated.</summary>
internal sealed class RepeatableBodyTests
{
    [TestCase(null, false, true, TestName = "None: no body is easily repeated")]
    [TestCase(null, true, false, TestName = "One of unknown length, as HTTP/2 has it without any header, is still to be read")]
    [TestCase(7L, true, true, TestName = "A short one")]
    [TestCase(65_537L, true, false, TestName = "A long one is still to be read")]
    public async Task It_is_kept_if_it_is_known_to_be_short(long? length, bool canHaveBody, bool isKept)
    {
        var body = new MemoryStream(new byte[100_000]);
        var context = new DefaultHttpContext { Request = { Body = body, ContentLength = length } };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Detection(canHaveBody));

        var kept = await RepeatableBody.ReadAsync(context);
        Assert.That((kept is not null, body.Position), Is.EqualTo((isKept, isKept ? length ?? 0 : 0)));
    }

    private sealed record Detection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
