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
        "PUT    {prefix}/numbers/{phone-number-id}          {phone_number, access_token, waba_id, app_secret, callback_url}",
        "GET    {prefix}/phones                             simulated phones",
        "GET    {prefix}/phones/{number}                    one phone and its messages",
        "PUT    {prefix}/phones/{number}                    {name, exists, auto_read, auto_reply}",
        "POST   {prefix}/phones/{number}/write              {text, to, name} a message to the business",
        "POST   {prefix}/phones/{number}/reply              {text, quote} to the latest business message",
        "POST   {prefix}/phones/{number}/quote              {text, message_id} quoting a business message",
        "POST   {prefix}/phones/{number}/read               {message_id} or all",
        "POST   {prefix}/phones/{number}/silence            {on} switch the phone off (true) or on (false)",
        "GET    {prefix}/templates                          message templates",
        "PUT    {prefix}/templates                          {templates: [{name, language, body, status, category, components}]} replaces all",
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
