using NUnit.Framework;
using Tujenge.Contracts.V1;

namespace Tujenge.Unit.Tests.Contracts;

/// <summary>The table of whatsapp-errors, section 5, row by row, and some of the titles and statuses of sections 2 to 4.</summary>
[Parallelizable]
internal sealed class V1ErrorsTests
{
    /// <summary>Cloud code, v1 code in callbacks, v1 code in answers.</summary>
    private static readonly int[][] CloudCodes =
    [
        [0, 1005, 1005], [190, 1005, 1005],
        [1, 1000, 1000],
        [2, 1011, 1011],
        [3, 1005, 1005], [10, 1005, 1005], [200, 1005, 1005], [230, 1005, 1005], [299, 1005, 1005],
        [4, 1015, 1015],
        [33, 1006, 1006],
        [100, 1009, 1009],
        [368, 1031, 1031],
        [80007, 1015, 1015],
        [130429, 429, 1015],
        [130472, 472, 472],
        [130497, 1005, 1005],
        [131000, 500, 1000],
        [131005, 1005, 1005],
        [131008, 1008, 1008],
        [131009, 1009, 1009],
        [131014, 1014, 1014],
        [131016, 1016, 1016],
        [131021, 1021, 1021],
        [131026, 1026, 1026],
        [131030, 1005, 1005],
        [131031, 1031, 1031],
        [131037, 1005, 1005],
        [131042, 402, 402],
        [131045, 433, 433],
        [131047, 470, 470],
        [131048, 471, 471],
        [131049, 471, 471],
        [131050, 472, 472],
        [131051, 501, 1009],
        [131052, 400, 400],
        [131053, 1014, 1014],
        [131056, 429, 1015],
        [131057, 1016, 1016],
        [132000, 2000, 2000], [132001, 2001, 2001], [132005, 2005, 2005], [132007, 2007, 2007], [132012, 2012, 2012],
        [132015, 2061, 2061], [132016, 2062, 2062], [132068, 2068, 2068], [132069, 2069, 2069],
        [133004, 1011, 1011],
        [133010, 1011, 1011],
        [133016, 1015, 1015],
        [134100, 1009, 1009], [134101, 1009, 1009], [134102, 1009, 1009],
        [135000, 1021, 1021],

        // Any other, and the neighbours of a range.
        [199, 500, 1000], [300, 500, 1000], [131999, 500, 1000], [-1, 500, 1000],
    ];

    [TestCaseSource(nameof(CloudCodes))]
    public void A_cloud_code_becomes_this_v1_code(int cloud, int callback, int answer)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(V1Errors.ForCallback(cloud, "title", null).Code, Is.EqualTo(callback));
            Assert.That(V1Errors.ForAnswer(cloud), Is.EqualTo(answer));
        }
    }

    [TestCaseSource(nameof(CloudCodes))]
    public void Every_v1_code_that_comes_of_it_has_a_title(int cloud, int callback, int answer)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(V1Errors.TitleOf(callback), Is.Not.EqualTo(V1Errors.TitleOf(0)), $"of {cloud}");
            Assert.That(V1Errors.TitleOf(answer), Is.Not.EqualTo(V1Errors.TitleOf(0)), $"of {cloud}");
        }
    }

    [TestCase("Downloading media from weblink failed with http code 404, status message Not Found", 1014)]
    [TestCase("Media upload error", 1014)]
    [TestCase(null, 1014)]
    [TestCase("Unsupported Image mime type image/webp. Please use one of image/jpeg, image/png.", 1000)]
    [TestCase("Video file uploaded with mimetype as video/mp4, however on processing it is of type application/octet-stream", 1000)]
    [TestCase("Image file format (audio/mpeg) is not supported", 1000)]
    public void A_media_upload_error_is_about_a_link_or_about_a_format(string? details, int code)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(V1Errors.ForCallback(131053, "Media upload error", details).Code, Is.EqualTo(code));
            Assert.That(V1Errors.ForAnswer(131053, details), Is.EqualTo(code));
        }
    }

    [TestCase("(#131049) Withheld", "marketing cap", "cloud 131049: marketing cap")]
    [TestCase("(#131049) Withheld", null, "cloud 131049: (#131049) Withheld")]
    [TestCase("(#131049) Withheld", " ", "cloud 131049: (#131049) Withheld")]
    [TestCase(null, null, "cloud 131049")]
    public void The_original_code_stays_in_the_details(string? title, string? details, string expected) =>
        Assert.That(V1Errors.ForCallback(131049, title, details).Details, Is.EqualTo(expected));

    [TestCase(0, "undefined", 500)]
    [TestCase(408, "Message is not valid", 408)]
    [TestCase(470, "Re-engagement message", 400)]
    [TestCase(471, "Spam rate limit hit", 429)]
    [TestCase(1001, "Message too long", 400)]
    [TestCase(1005, "Access denied", 403)]
    [TestCase(1006, "Resource not found", 404)]
    [TestCase(1008, "Required parameter is missing", 400)]
    [TestCase(1009, "Parameter value is not valid", 400)]
    [TestCase(1011, "Service not ready", 500)]
    [TestCase(1015, "Too many requests", 429)]
    [TestCase(1016, "System overloaded", 503)]
    [TestCase(1022, "Webhooks URL is not configured", 412)]
    [TestCase(1025, "Invalid request", 400)]
    [TestCase(1026, "Receiver incapable", 501)]
    [TestCase(2000, "Template param count mismatch", 400)]
    [TestCase(2001, "Template missing", 404)]
    [TestCase(2013, "Template buttons unsupported by the receiver", 501)]
    [TestCase(2024, "Catalog not found", 400)]
    [TestCase(2025, "Catalog not linked", 400)]
    [TestCase(2026, "Products missing", 400)]
    [TestCase(2027, "Products not found", 400)]
    [TestCase(2028, "All products not compliant", 400)]
    [TestCase(2029, "Some products not compliant", 400)]
    [TestCase(2030, "Products invalid or not compliant", 400)]
    public void A_v1_code_has_this_title_and_status(int code, string title, int status)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(V1Errors.TitleOf(code), Is.EqualTo(title));
            Assert.That(V1Errors.HttpStatusOf(code), Is.EqualTo(status));
            Assert.That(V1Errors.Of(code, "why"), Is.EqualTo(new V1ErrorEntry(code, title, "why")));
        }
    }

    [Test]
    public void An_unknown_v1_code_is_kept_under_the_general_title() =>
        Assert.That(V1Errors.Of(4711), Is.EqualTo(new V1ErrorEntry(4711, "undefined")));
}
