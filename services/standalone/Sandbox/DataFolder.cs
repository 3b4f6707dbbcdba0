namespace Tujenge.Standalone.Sandbox;

/// <summary>Where SQLite's files are: the folder that <c>--data</c> names, or a temporary one that goes with the process.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    public string Path { get; }

    /// <summary>What it holds is wanted again.</summary>
    public bool IsKept => _lock is not null;

    /// <exception cref="InvalidOperationException">The folder cannot be used; the message says why.</exception>
    public static DataFolder Open(string[] args)
    {
        // From the command line or under its full name: an environment variable DATA is somebody else's.
        var named = new ConfigurationBuilder().AddCommandLine(args).Build()["data"]
            ?? new ConfigurationBuilder().AddEnvironmentVariables().Build()["Sandbox:Data"];
        if (args is [.., "--data"])
        {
            throw new InvalidOperationException("Configuration: --data needs the path of a folder.");
        }

        return string.IsNullOrEmpty(named)
            ? new DataFolder(Directory.CreateTempSubdirectory("tujenge-").FullName, heldLock: null)
            : OpenNamed(named);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_lock is null)
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock?.Dispose();
    }

    private static DataFolder OpenNamed(string named)
    {
        string path;
        try
        {
            path = Directory.CreateDirectory(named).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Configuration: --data must name a folder that can be written: {fault.Message}", fault);
        }

        try
        {
            // The system lets it go with the process, however that ends.
            return new DataFolder(path, new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Configuration: {path} is in use by another standalone, or cannot be written.", fault);
        }
    }
}
