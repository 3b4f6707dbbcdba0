using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using MassTransit;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Architecture;

/// <summary>The few rules of the whole, kept by a test because no compiler keeps them.</summary>
[Parallelizable]
internal sealed class ArchitectureTests
{
    private static readonly string[] ProductAssemblies =
    [
        "Tujenge.Contracts", "Tujenge.Infra", "Tujenge.Edge", "Tujenge.Sender", "Tujenge.Inbound", "Tujenge.Dispatcher",
        "Tujenge.Simulator", "Tujenge.Standalone", "Tujenge.Migrate", "tujenge",
    ];

    /// <summary>One hosts all services in one process, the others know all their databases.</summary>
    private static readonly string[] MayReferenceServices = ["standalone", "migrate", "cli"];

    /// <summary>Folders of the contracts that hold messages and nothing else, apart from static classes.</summary>
    private static readonly string[] MessageNamespaces =
        ["Tujenge.Contracts.Messages", "Tujenge.Contracts.Callbacks", "Tujenge.Contracts.Directory", "Tujenge.Contracts.Operations"];

    private static readonly string[] Services =
        [.. new DirectoryInfo(Path.Combine(Repository.Root, "services")).GetDirectories().Select(folder => folder.Name)];

    [Test]
    public void The_list_of_assemblies_is_complete()
    {
        string[] projects =
        [
            .. new[] { "contracts", "infra", "services" }.SelectMany(folder => System.IO.Directory.GetFiles(
                Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)),
        ];

        Assert.That(projects.Select(AssemblyOf), Is.EquivalentTo(ProductAssemblies));
    }

    [TestCaseSource(nameof(Services))]
    public void A_service_references_no_other_service(string service)
    {
        var project = System.IO.Directory.GetFiles(Path.Combine(Repository.Root, "services", service), "*.csproj").Single();
        var references = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));

        Assert.That(
            references.Where(reference => !reference.StartsWith("../../", StringComparison.Ordinal)),
            MayReferenceServices.Contains(service) ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public void Contracts_know_of_nothing_but_the_bus() => Assert.That(
        Assembly.Load("Tujenge.Contracts").GetReferencedAssemblies().Select(reference => reference.Name),
        Is.All.StartsWith("System.").Or.EqualTo("MassTransit.Abstractions"));

    [TestCaseSource(nameof(ProductAssemblies))]
    public void A_class_is_sealed_or_made_to_be_derived_from(string assembly) => Assert.That(
        ClassesOf(assembly).Where(type => type is { IsSealed: false, IsAbstract: false }).Select(type => type.FullName),
        Is.Empty);

    [Test]
    public void Every_class_that_is_sent_has_a_name_of_its_own_on_the_wire()
    {
        var messages = ClassesOf("Tujenge.Contracts")
            .Where(type => type is { IsAbstract: false } && MessageNamespaces.Contains(type.Namespace))
            .ToArray();

        Assert.That(messages.Select(type => type.Name), Is.SupersetOf(["SendMessage", "CallbackReceived", "ChannelChanged", "FindMessages"]));
        using (Assert.EnterMultipleScope())
        {
            foreach (var message in messages)
            {
                var name = message.GetCustomAttribute<EntityNameAttribute>()?.EntityName;
                Assert.That(name, Does.Match(@"^tujenge\.[a-z-]+\.v[0-9]+$"), message.Name);
                Assert.That(
                    MessageUrn.ForTypeString(message),
                    Is.EqualTo($"urn:message:{name?.Replace('.', ':')}"),
                    message.Name);
            }
        }
    }

    [Test]
    public void MassTransit_stays_below_9_which_is_commercial()
    {
        string[] files = System.IO.Directory.GetFiles(AppContext.BaseDirectory, "MassTransit*.dll");

        Assert.That(files.Select(Path.GetFileNameWithoutExtension), Is.SupersetOf(["MassTransit", "MassTransit.RabbitMqTransport"]));
        Assert.That(files.Select(file => AssemblyName.GetAssemblyName(file).Version!.Major), Is.All.LessThan(9));
    }

    /// <summary>All classes of the product that people wrote.</summary>
    internal static IEnumerable<Type> ProductClasses => ProductAssemblies.SelectMany(ClassesOf);

    private static string? AssemblyOf(string project) =>
        XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);

    /// <summary>What people wrote: neither generated types and migrations nor the class that the compiler makes of <c>Program.cs</c>.</summary>
    private static IEnumerable<Type> ClassesOf(string assembly) => Assembly.Load(assembly).GetTypes().Where(type =>
        type is { IsClass: true, Name: not "Program" }
        && type.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) != true
        && !IsGenerated(type)
        && !type.IsSubclassOf(typeof(Delegate)));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute))
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || type.Name.Contains('<', StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
