using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator;

/// <summary><c>GET {prefix}/</c>: what can be called, for whoever lands here.</summary>
internal static class IndexEndpoint
{
    private static readonly string[] Calls =
    [
        "GET    {prefix}/numbers                            business numbers",
        "GET    {prefix}/numbers/{phone-number-id}          one business number",
        "PUT    {prefix}/numbers/{phone-number-id}          {phone_number, access_token, waba_id, app_secret, callback_url} or {phone_number, username, password, token_seconds, callback_url}",
        "POST   {prefix}/numbers/{phone-number-id}/callbacks {callbacks: [{message} | {status} | {errors} | {field, value}], spread, times} tells the business anything",
        "GET    {prefix}/phones                             simulated phones",
        "GET    {prefix}/phones/{number}                    one phone and its messages",
        "PUT    {prefix}/phones/{number}                    {name, exists, auto_read, auto_reply, id_in_from}",
        "POST   {prefix}/phones/{number}/write              {text, to, name} a message to the business; {type, ...} of any type, in v1's words",
        "POST   {prefix}/phones/{number}/reply              {text, quote} to the latest business message",
        "POST   {prefix}/phones/{number}/quote              {text, message_id} quoting a business message",
        "POST   {prefix}/phones/{number}/read               {message_id} or all",
        "POST   {prefix}/phones/{number}/silence            {on} switch the phone off (true) or on (false)",
        "GET    {prefix}/templates                          message templates {?account=} of one account",
        "PUT    {prefix}/templates                          {templates: [{name, language, body, status, category, components}], account} replaces all",
        "GET    {prefix}/faults                             faults in force",
        "PUT    {prefix}/faults                             {error_rate, fail_next, overtake, ...}; {} switches all off",
        "GET    {prefix}/clock                              the simulator's time",
        "POST   {prefix}/clock/advance                      {seconds} or {duration: \"24:00:00\"}",
        "GET    {prefix}/calls                              send calls received, in order",
        "GET    {prefix}/callbacks                          callbacks attempted, with their answers",
        "GET    {prefix}/receiver                           what the built-in webhook was told, last first",
        "POST   {prefix}/receiver                           the built-in webhook: takes everything",
        "POST   {prefix}/reset                              {seed} start over",
        "POST   {graph}/{version}/{phone-number-id}/messages",
        "POST   {graph}/{version}/{phone-number-id}/media",
        "GET    {graph}/{version}/{id} of a number, an account or media",
        "DELETE {graph}/{version}/{id} of media",
        "GET    {graph}/{version}/files/{media-id}",
        "GET    {graph}/{version}/{phone-number-id}/whatsapp_business_profile",
        "POST   {graph}/{version}/{phone-number-id}/whatsapp_business_profile",
        "GET    {graph}/{version}/{phone-number-id}/profile_picture",
        "POST   {graph}/{version}/{app-id}/uploads",
        "POST   {graph}/{version}/{upload-id}",
        "GET    {graph}/{version}/{waba-id}/message_templates",
        "POST   {graph}/{version}/{waba-id}/message_templates",
        "DELETE {graph}/{version}/{waba-id}/message_templates {?name=} all translations",
        "POST   {prefix}/onprem/v1/users/login              name and password (Basic) for a token",
        "POST   {prefix}/onprem/v1/users/logout             ends the token",
        "GET    {prefix}/onprem/v1/health",
        "POST   {prefix}/onprem/v1/messages",
        "PUT    {prefix}/onprem/v1/messages/{message-id}",
        "POST   {prefix}/onprem/v1/contacts",
        "GET    {prefix}/onprem/v1/contacts/{wa-id}/identity",
        "PUT    {prefix}/onprem/v1/contacts/{wa-id}/identity",
        "POST   {prefix}/onprem/v1/media",
        "GET    {prefix}/onprem/v1/media/{media-id}",
        "DELETE {prefix}/onprem/v1/media/{media-id}",
        "GET    {prefix}/onprem/v1/configs/templates",
        "POST   {prefix}/onprem/v1/configs/templates",
        "DELETE {prefix}/onprem/v1/configs/templates/{name} all translations",
        "GET    {prefix}/onprem/v1/settings/business/profile",
        "POST   {prefix}/onprem/v1/settings/business/profile",
        "GET    {prefix}/onprem/v1/settings/profile/about",
        "PATCH  {prefix}/onprem/v1/settings/profile/about",
        "GET    {prefix}/onprem/v1/settings/profile/photo",
        "POST   {prefix}/onprem/v1/settings/profile/photo",
        "DELETE {prefix}/onprem/v1/settings/profile/photo",
        "GET    {prefix}/onprem/v1/groups",
        "POST   {prefix}/onprem/v1/groups",
        "GET    {prefix}/onprem/v1/groups/{group-id}",
        "PUT    {prefix}/onprem/v1/groups/{group-id}",
        "GET    {prefix}/onprem/v1/groups/{group-id}/invite",
        "DELETE {prefix}/onprem/v1/groups/{group-id}/invite",
        "DELETE {prefix}/onprem/v1/groups/{group-id}/participants",
        "PATCH  {prefix}/onprem/v1/groups/{group-id}/admins",
        "DELETE {prefix}/onprem/v1/groups/{group-id}/admins",
        "POST   {prefix}/onprem/v1/groups/{group-id}/leave",
        "GET    {prefix}/onprem/v1/groups/{group-id}/icon",
        "POST   {prefix}/onprem/v1/groups/{group-id}/icon",
        "DELETE {prefix}/onprem/v1/groups/{group-id}/icon",
        "GET    {prefix}/onprem/v1/stickerpacks",
        "POST   {prefix}/onprem/v1/stickerpacks",
        "GET    {prefix}/onprem/v1/stickerpacks/{pack-id}",
        "PATCH  {prefix}/onprem/v1/stickerpacks/{pack-id}",
        "DELETE {prefix}/onprem/v1/stickerpacks/{pack-id}",
        "GET    {prefix}/onprem/v1/stickerpacks/{pack-id}/stickers",
        "POST   {prefix}/onprem/v1/stickerpacks/{pack-id}/stickers",
        "GET    {prefix}/onprem/v1/stickerpacks/{pack-id}/stickers/{index}",
        "PATCH  {prefix}/onprem/v1/stickerpacks/{pack-id}/stickers/{index}",
        "DELETE {prefix}/onprem/v1/stickerpacks/{pack-id}/stickers/{index}",
    ];

    public static void MapIndex(this IEndpointRouteBuilder control, string prefix, bool graphAtRoot)
    {
        var graph = graphAtRoot ? "" : $"{prefix}/graph";
        string[] calls = [.. Calls.Select(call => call
            .Replace("{prefix}", prefix, StringComparison.Ordinal)
            .Replace("{graph}", graph, StringComparison.Ordinal))];

        control.MapGet("/", (Sandbox sandbox) => ControlAnswer.Ok(
            new SimulatorIndex("Tujenge simulator: WhatsApp for machines without WhatsApp", sandbox.Current.Seed, calls),
            SimulatorJson.Wire.SimulatorIndex));
    }
}

/// <summary>What the index answers.</summary>
/// <param name="Name">What this is.</param>
/// <param name="Seed">Seed in force: pass it to <c>reset</c> to repeat a run.</param>
/// <param name="Calls">One line each.</param>
internal sealed record SimulatorIndex(string Name, long Seed, IReadOnlyList<string> Calls);
