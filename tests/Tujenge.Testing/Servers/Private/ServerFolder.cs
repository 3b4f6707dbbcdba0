using System.Diagnostics;
using Tujenge.Testing.Processes;

namespace Tujenge.Testing.Servers.Private;

/// <summary>A temporary folder that belongs to the user who runs the server; swept away at our end.</summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    private readonly Sweeper _sweeper;

    private ServerFolder(string path, Account? owner)
    {
        Path = path;
        Owner = owner;
        _sweeper = Sweeper.Start("rm", "-rf", "--", path);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Whose it is; null for our own user.</summary>
    public Account? Owner { get; }

    /// <summary>Creates a folder for this user.</summary>
    public static async Task<ServerFolder> CreateAsync(Account? owner)
    {
        var folder = new ServerFolder(Directory.CreateTempSubdirectory("tujenge-test-").FullName, owner);
        if (owner is not null)
        {
            await TiedProcess.MustRunAsync(
                new ProcessStartInfo("chown", [$"{owner.UserId}:{owner.GroupId}", folder.Path]));
        }

        return folder;
    }

    /// <summary>A path inside.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that the server may read.</summary>
    public Task WriteAsync(string name, string text) => System.IO.File.WriteAllTextAsync(File(name), text);

    /// <summary>Removes it.</summary>
    public ValueTask DisposeAsync() => _sweeper.DisposeAsync();
}
