using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Numbers;

namespace Tujenge.Edge.Contacts.Checking;

/// <summary>
/// <c>POST /v1/contacts</c>: whether numbers can be right, and how WhatsApp writes them. Whether somebody uses WhatsApp there
/// nobody tells any more: neither does the Cloud API, nor did the original from version 2.43 on (cloud-api-mapping, section 2).
/// </summary>
internal static class CheckContactsEndpoint
{
    public static void MapCheckContacts(this IEndpointRouteBuilder v1) => v1
        .MapPost("/contacts", HandleAsync)
        .AcceptsJsonOnly()
        .Describe("checkContacts", "Whether numbers can be right, and how WhatsApp writes them", "Contacts")
        .Takes<V1ContactsCheck>(OtherExamples.ContactsCheck)
        .Answers<V1ContactsAnswer>(StatusCodes.Status200OK, Answered.Checked);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IDbContextFactory<EdgeDbContext> contexts,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var inputs = ContactsRules.Read(body.Root);
        if (body.Violation is { } violation)
        {
            return V1Dialect.Answer(context, violation);
        }

        var checks = inputs.ConvertAll(NumberCheck.Of);
        var channelId = context.Channel().Id;
        (Guid, string)[] numbers = [.. checks.Select(check => check.WaId).OfType<string>().Select(waId => (channelId, waId))];
        var known = numbers is []
            ? []
            : await FindKnownAsync(contexts, numbers, cancellationToken).WaitAsync(Patience.ForDatabase, cancellationToken);

        return TypedResults.Json(
            new V1ContactsAnswer([.. checks.Select(Answer)], V1Meta.Current),
            V1Json.Wire.V1ContactsAnswer);

        V1CheckedContact Answer(NumberCheck check) => new(
            check.Input,
            check.Status,
            check.WaId is { } waId ? known.GetValueOrDefault((channelId, ConversationKey.Of(waId)), waId) : null);
    }

    private static async Task<Dictionary<(Guid, string), string>> FindKnownAsync(
        IDbContextFactory<EdgeDbContext> contexts,
        (Guid, string)[] numbers,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.FindWaIdsAsync(numbers, cancellationToken);
    }
}
