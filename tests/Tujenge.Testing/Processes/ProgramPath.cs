namespace Tujenge.Testing.Processes;

/// <summary>Where a program is.</summary>
internal static class ProgramPath
{
    /// <summary>The program's full path in these folders or in PATH, in this order; null when it is in none.</summary>
    public static string? Find(string program, params IEnumerable<string> folders) => folders
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
