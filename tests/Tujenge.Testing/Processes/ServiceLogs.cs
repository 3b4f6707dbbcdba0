namespace Tujenge.Testing.Processes;

/// <summary>What all service processes of this test run have printed, for tests that look for secrets in it.</summary>
public static class ServiceLogs
{
    private static int _count;

    /// <summary>
    /// <c>artifacts/logs/TEST-ASSEMBLY</c>: one file for each process. The first process of a run empties it, the last
    /// run's files stay for reading.
    /// </summary>
    public static string Folder { get; } = CreateFolder();

    /// <summary>All files of this run in one text.</summary>
    public static string ReadAll() => string.Concat(Directory.EnumerateFiles(Folder).Order().Select(ReadShared));

    /// <summary>Where the next process of this name writes.</summary>
    internal static string NewFile(string project) =>
        Path.Combine(Folder, $"{Interlocked.Increment(ref _count):000}-{project}.log");

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static string CreateFolder()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "logs", Repository.TestAssembly);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }
}
