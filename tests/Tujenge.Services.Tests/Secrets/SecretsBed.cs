using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing.Processes;

namespace Tujenge.Services.Tests.Secrets;

/// <summary>What the tests of secrets do to a database, with and past the product.</summary>
internal static class SecretsBed
{
    public const string HeaderOfWebhook = "X-Secret-Header";

    /// <summary>Settings with other master keys, the newest first.</summary>
    public static Dictionary<string, string?> SettingsWith(this TestBed bed, params string[] masterKeys)
    {
        var settings = bed.Settings;
        settings["Secrets:MasterKey"] = masterKeys[0];
        foreach (var (number, key) in masterKeys.Skip(1).Index())
        {
            settings[$"Secrets:FormerMasterKeys:{number}"] = key;
        }

        return settings;
    }

    /// <summary>Runs migrate as a process, with a command or without one.</summary>
    public static Task<EndedProcess> MigrateAsync(IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments) =>
        ServiceProcess.RunToEndAsync(
            "Tujenge.Migrate",
            settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value),
            arguments);

    public static async Task SetWebhookAsync(this EdgeReplica edge, string key, string header)
    {
        using var answer = await edge.SendAsync(
            HttpMethod.Post,
            "/v1/configs/webhook",
            key,
            $$$"""{"url":"https://receiver.example/","headers":{"{{{HeaderOfWebhook}}}":"{{{header}}}"}}""");
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    /// <summary>The header as v1 shows it.</summary>
    public static async Task<string?> ReadHeaderAsync(this EdgeReplica edge, string key)
    {
        using var answer = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), body.GetRawText());
        return body.GetProperty("headers").GetProperty(HeaderOfWebhook).GetString();
    }

    /// <summary>Everything that is stored encrypted.</summary>
    public static async Task<ProtectedText[]> StoredAsync(this TestBed bed)
    {
        await using var db = bed.OpenDirectory();
        var channels = await db.Channels.AsNoTracking().OrderBy(channel => channel.CreatedAt).ToListAsync();
        var webhooks = await db.Webhooks.AsNoTracking().ToListAsync();
        return
        [
            .. channels.SelectMany(channel => new[] { channel.AccessToken, channel.AppSecret, channel.VerifyToken }),
            .. webhooks.Select(webhook => webhook.Headers),
        ];
    }

    /// <summary>Changes the database past the product.</summary>
    public static async Task ExecuteAsync(this TestBed bed, string sql)
    {
        await using var source = NpgsqlDataSource.Create(bed.Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Gives both channels each other's ciphertext.</summary>
    public static Task SwapAsync(this TestBed bed, string column, Channel one, Channel other) => bed.ExecuteAsync(
        $"""
        update directory.channels mine set {column} = theirs.{column} from directory.channels theirs
        where (mine.id = '{one.Id}' and theirs.id = '{other.Id}') or (mine.id = '{other.Id}' and theirs.id = '{one.Id}')
        """);
}
