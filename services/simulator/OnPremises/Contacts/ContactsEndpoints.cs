using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.OnPremises.Logins;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises.Contacts;

/// <summary><c>/v1/contacts</c> (whatsapp-v1-api, section 7). It tells the truth, as clients before 2.43 did.</summary>
internal static class ContactsEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/contacts", (Delegate)CheckAsync);
        v1.MapGet("/contacts/{waId}/identity", (string waId, HttpContext http, TimeProvider clock) =>
            http.Locked(account => Describe(waId, http, clock, account)));
        v1.MapPut("/contacts/{waId}/identity", AcknowledgeAsync);
    }

    private static async Task<IResult> CheckAsync(HttpContext http)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        if (body["contacts"] is not JsonArray { Count: > 0 } inputs)
        {
            return OnPremisesAnswer.Error(1008, "Parameter 'contacts' is absent");
        }

        var world = http.Opened().World;
        return OnPremisesAnswer.Ok(new JsonObject
        {
            ["contacts"] = new JsonArray([.. inputs.Select(input => Check($"{input}", world))]),
        });
    }

    private static JsonObject Check(string input, World world)
    {
        var isNumber = input.Count(char.IsAsciiDigit) is >= 7 and <= 15 && !input.Any(char.IsAsciiLetter);
        return isNumber && world.Phones.Get(input) is { Exists: true } phone
            ? new JsonObject { ["input"] = input, ["status"] = "valid", ["wa_id"] = phone.Number }
            : new JsonObject { ["input"] = input, ["status"] = "invalid" };
    }

    private static async Task<IResult> AcknowledgeAsync(string waId, HttpContext http, TimeProvider clock)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        if (body.Text("hash") != HashOf(waId, http))
        {
            return OnPremisesAnswer.Error(1009, "Parameter 'hash' is not the contact's current one");
        }

        return http.Locked(account =>
        {
            account.Acknowledged.Add(waId);
            return Describe(waId, http, clock, account);
        });
    }

    private static IResult Describe(string waId, HttpContext http, TimeProvider clock, Account account)
    {
        account.Identified.TryAdd(waId, clock.GetUtcNow());
        return OnPremisesAnswer.Ok(new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["hash"] = HashOf(waId, http),
                ["created_timestamp"] = account.Identified[waId].ToUnixTimeMilliseconds(),
                ["acknowledged"] = account.Acknowledged.Contains(waId),
            },
        });
    }

    private static string HashOf(string waId, HttpContext http) => Dice.IdOf(http.Opened().World.Seed, "identity", waId).ToString("N")[..12];
}
