using System.Security.Cryptography;

namespace Tujenge.Standalone.Sandbox;

/// <summary>The master key of the secrets: in a file beside kept data, otherwise in this process only.</summary>
internal static class KeptMasterKey
{
    /// <summary>The key in Base64; a new one where there is none.</summary>
    public static string Open(DataFolder data)
    {
        var file = Path.Combine(data.Path, "master-key");
        if (data.IsKept && File.Exists(file))
        {
            return File.ReadAllText(file);
        }

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        if (data.IsKept)
        {
            Write(file, key);
        }

        return key;
    }

    private static void Write(string file, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(key);
    }
}
