using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Tujenge.Infra.Hosting;

/// <summary>What <c>--help</c> prints: what a service is for, and its settings with their defaults.</summary>
public static class ServiceHelp
{
    /// <summary>Whether somebody asks for help.</summary>
    public static bool IsAskedFor(IEnumerable<string> args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>The text.</summary>
    /// <param name="name">Name of the service's project.</param>
    /// <param name="purpose">One sentence.</param>
    /// <param name="options">Options with their defaults; each type names its section in a constant <c>SectionName</c>.</param>
    public static string Describe(string name, string purpose, params IEnumerable<object> options) =>
        DescribeCommand(name, purpose, "", options);

    /// <summary>The text for a service that knows a command.</summary>
    /// <param name="name">Name of the service's project.</param>
    /// <param name="purpose">One sentence.</param>
    /// <param name="command">The command as it stands in the line of usage.</param>
    /// <param name="options">As above.</param>
    public static string DescribeCommand(string name, string purpose, string command, params IEnumerable<object> options)
    {
        var settings = SettingsOf(options).ToArray();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Tujenge {name}: {purpose}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Usage: dotnet run --project services/{name} -- {$"{command} [--SETTING VALUE …]".TrimStart()}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Settings, from the command line, from the environment ({settings[0].Name.Replace(":", "__", StringComparison.Ordinal)}=VALUE) or appsettings.json:").AppendLine();
        foreach (var (setting, value) in settings)
        {
            text.AppendLine($"  --{setting,-40}{(value.Length == 0 ? "" : $"default {value}")}".TrimEnd());
        }

        return text.Append("\nREADME.md says what each is for.").ToString();
    }

    private static IEnumerable<(string Name, string Default)> SettingsOf(IEnumerable<object> options) =>
        options.SelectMany(section => section.GetType().GetProperties().Select(property => (
            $"{section.GetType().GetField("SectionName", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)}:{property.Name}",
            Show(property.GetValue(section)))));

    private static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable => "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
