using NUnit.Framework;
using Tujenge.Testing.Servers.Docker;

namespace Tujenge.Testing.Servers;

/// <summary>Decides between a container and a private server.</summary>
internal static class ServerChoice
{
    /// <summary>Starts the first kind of server that this machine can run.</summary>
    /// <param name="name">What to call the server in messages.</param>
    /// <param name="package">Debian's package that holds it.</param>
    /// <param name="variable">The environment variable that names a running one.</param>
    /// <param name="startContainer">Starts it in Docker.</param>
    /// <param name="isInstalled">Whether the machine has the package's programs.</param>
    /// <param name="startPrivate">Starts it from these programs.</param>
    public static async Task<TServer> StartAsync<TServer>(
        string name,
        string package,
        string variable,
        Func<Task<TServer>> startContainer,
        bool isInstalled,
        Func<Task<TServer>> startPrivate)
    {
        if (!await DockerEngine.AnswersAsync())
        {
            return isInstalled
                ? await startPrivate()
                : throw new InvalidOperationException(
                    $"These tests need {name}, and this machine has none. Do one of: apt-get install {package}; "
                    + $"start Docker; set {variable} to a running server (see infra/test.sh --help).");
        }

        try
        {
            return await startContainer();
        }
        catch (Exception problem) when (isInstalled)
        {
            // An engine that cannot pull the image (no registry in reach) must not keep the tests from running.
            await TestContext.Progress.WriteLineAsync(
                $"{name} did not start in Docker ({problem.Message}); using the installed programs instead.");
            return await startPrivate();
        }
    }
}
