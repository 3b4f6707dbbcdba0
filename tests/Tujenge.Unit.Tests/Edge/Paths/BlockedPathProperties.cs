using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Edge.Paths;

namespace Tujenge.Unit.Tests.Edge.Paths;

/// <summary>Every spelling of a path that some server takes for the path.</summary>
internal sealed class BlockedPathProperties
{
    private static readonly string[][] Blocked =
    [
        ["v1", "settings", "application"], ["v1", "settings"], ["v1", "settings", "profile", "photo", "x"],
        ["v1", "certificates", "external"], ["v1", "account"], ["v1", "account", "verify"], ["v1", "health"],
        ["v1", "stats", "app"], ["v1", "support"], ["v1", "users", "login"], ["v1", "users"], ["v1", "metrics"], ["metrics"],
    ];

    private static readonly string[][] Open =
    [
        ["v1", "messages"], ["v1", "contacts"], ["v1", "contacts", "255712000111", "identity"], ["v1", "media", "7"],
        ["v1", "configs", "webhook"], ["v1", "configs", "templates", "order_ready"], ["v1", "settings", "business", "profile"],
        ["v1", "settings", "profile", "about"], ["v1", "settings", "profile", "photo"], ["v1", "groups", "users", "icon"],
        ["v1", "stickerpacks"], ["v1", "accounting"], ["v1", "user"], ["v1", "statistics"], ["v1"],
    ];

    private static readonly string[] Names = ["v1", "users", "settings", "profile", "photo", "business", "messages", "..", ".", "", "é"];

    [TestCase("")]
    [TestCase("/whatsapp/eu")]
    public void No_spelling_of_a_blocked_path_gets_through(string basePath) => Prop
        .ForAll(Spelled(basePath, Blocked).ToArbitrary(), path => new BlockedPaths(basePath).Contains(path))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [TestCase("")]
    [TestCase("/whatsapp/eu")]
    public void No_spelling_of_another_path_is_blocked(string basePath) => Prop
        .ForAll(Spelled(basePath, Open).ToArbitrary(), path => !new BlockedPaths(basePath).Contains(path))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void A_name_that_is_longer_or_shorter_is_another_name()
    {
        var names =
            from path in Gen.Elements(Blocked.Where(path => path is ["v1", not "settings", ..]).ToArray())
            from letter in Gen.Elements("abcxyz019-_.~".ToCharArray())
            from place in Gen.Choose(0, path[1].Length)
            from name in Gen.Elements(path[1].Insert(place, $"{letter}"), path[1][..^1], path[1][1..])
            select name;
        Prop.ForAll(names.ToArbitrary(), name => !new BlockedPaths("").Contains($"/v1/{name}/login"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Test]
    public void Over_http_no_spelling_gets_through_either()
    {
        using var edge = new HttpEdge();
        Prop.ForAll(
                Spelled("", Blocked).Where(path => path.All(letter => letter is > ' ' and < '\u007f')).ToArbitrary(),
                path => edge.StatusOf($"/{path.TrimStart('/')}") is 403)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>A semicolon at the end means nothing, but makes a path one that is not plain.</summary>
    [TestCase("")]
    [TestCase("/whatsapp/eu")]
    public void The_short_way_for_plain_paths_finds_what_the_long_way_finds(string basePath) => Prop
        .ForAll(
            (from start in Gen.Elements("", basePath, "/whatsapp", "/WhatsApp/EU", "/metrics")
             from names in Gen.Elements([.. Blocked.Concat(Open).SelectMany(path => path), "whatsapp", "eu", "V1", "Users", "a.b", "SETTINGS"])
                 .ListOf().Where(names => names.Count <= 5)
             from end in Gen.Elements("", "/")
             select $"{start}{string.Concat(names.Select(name => $"/{name}"))}{end}").ToArbitrary(),
            path => new BlockedPaths(basePath).Contains(path) == new BlockedPaths(basePath).Contains($"{path};"))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void No_text_makes_it_throw() => Prop
        .ForAll<string?>(text => !new BlockedPaths("/never/there").Contains(text ?? ""))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void What_is_left_has_nothing_left_to_decode() => Prop
        .ForAll(
            Gen.Elements([.. Names, "%", "%2", "5", "%25", "/", "\\", ";", "%2f", "2f", "2e"]).ListOf().Select(parts => string.Concat(parts)).ToArbitrary(),
            path => RequestPath.Segments(string.Join('/', RequestPath.Segments(path))).SequenceEqual(RequestPath.Segments(path)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void A_path_that_was_encoded_a_thousand_times_costs_nothing_much()
    {
        var path = $"/v1/%{string.Concat(Enumerable.Repeat("25", 4000))}75sers";
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        Assert.That(new BlockedPaths("").Contains(path), Is.True);
        Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    private static Gen<string> Spelled(string basePath, string[][] paths) =>
        from path in Gen.Elements(paths)
        from segments in Gen.CollectToArray([.. basePath.Split('/', StringSplitOptions.RemoveEmptyEntries), .. path], Segment)
        from end in Gen.Elements("", "/", "//", "/.", "/%2e/", "\\", "/x/..")
        select string.Concat(segments) + end;

    /// <summary>One segment with what separates it from the one before.</summary>
    private static Gen<string> Segment(string name) =>
        from separator in Gen.Frequency(
            (6, Gen.Constant("/")),
            (4, Gen.Elements("//", "/./", "\\", "/x/../", "/%2e/", "/y/%2E%2e/", "%2f", "%252F", "%5c", "/;a=b/", "/z;q/..;r/")))
        from letters in Gen.CollectToArray(name.ToArray(), Letter)
        from parameters in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements(";a=b", ";", "%3Bx", "%20", "%2509", "%2500y")))
        select separator + string.Concat(letters) + parameters;

    private static Gen<string> Letter(char letter)
    {
        var either = Gen.Elements(char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
        return Gen.Frequency(
            (8, either.Select(same => same.ToString())),
            (2, either.Select(same => $"%{(int)same:x2}")),
            (1, either.Select(same => $"%25{(int)same:X2}")),
            (1, either.Select(same => $"%25%32%35{(int)same:x2}")));
    }
}
