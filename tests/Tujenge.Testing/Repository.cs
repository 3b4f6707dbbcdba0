using System.Reflection;

namespace Tujenge.Testing;

/// <summary>The working copy that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Tujenge.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Folder below <c>artifacts/bin/PROJECT</c> that the tests were built into (<c>debug</c> or <c>release</c>), so
    /// that a Release run never starts a stale Debug service.
    /// </summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>Name of the test assembly that runs.</summary>
    internal static string TestAssembly { get; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "tests";

    /// <summary>The built assembly of a project.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="assembly">Name of its assembly, where that is another.</param>
    /// <exception cref="FileNotFoundException">It has not been built in this configuration.</exception>
    public static string AssemblyOf(string project, string? assembly = null)
    {
        var path = Path.Combine(Root, "artifacts", "bin", project, Configuration, $"{assembly ?? project}.dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{project} is not built: {path} is missing. Build Tujenge.sln first.", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tujenge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Tujenge.sln.");
    }
}
