using System.Globalization;

namespace Tujenge.Testing.Processes;

/// <summary>A user of the machine.</summary>
internal sealed record Account(int UserId, int GroupId)
{
    /// <summary>
    /// Whom to run a server as: null, meaning ourselves, unless we are root, which PostgreSQL refuses to run as; then
    /// the user that Debian's package created, or nobody.
    /// </summary>
    public static Account? ForServer(string user) =>
        Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? Find(user) ?? Find("nobody") : null;

    private static Account? Find(string user) => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length > 3 && fields[0] == user)
        .Select(fields => new Account(
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            int.Parse(fields[3], CultureInfo.InvariantCulture)))
        .FirstOrDefault();
}
