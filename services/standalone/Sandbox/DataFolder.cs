namespace Tujenge.Standalone.Sandbox;

/// <summary>Where SQLite's files are: the folder that <c>--data</c> names, or a temporary one that goes with the process.</summary>
internal sealed class DataFolder : IDisposable
{
    private DataFolder(string path, bool isTemporary)
    {
        Path = path;
        IsTemporary = isTemporary;
    }

    public string Path { get; }

    public bool IsTemporary { get; }

    public static DataFolder Open(string[] args)
    {
        var named = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build()["data"];
        return string.IsNullOrEmpty(named)
            ? new DataFolder(Directory.CreateTempSubdirectory("tujenge-").FullName, isTemporary: true)
            : new DataFolder(Directory.CreateDirectory(named).FullName, isTemporary: false);
    }

    public void Dispose()
    {
        if (IsTemporary)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
