namespace Tujenge.Simulator.Http;

/// <summary>
/// What the framework itself refuses (a path that is none, a method that a path does not have, a body of another kind) would be
/// answered without a word: each API has its own form for it.
/// </summary>
internal static class UnansweredRefusals
{
    /// <summary>Lets an API answer them below the paths that are its own.</summary>
    /// <param name="app">The host.</param>
    /// <param name="isOurs">Whether a path is the API's.</param>
    /// <param name="answer">Its form of a status.</param>
    public static void AnswerRefusals(this WebApplication app, Func<PathString, bool> isOurs, Func<HttpRequest, int, IResult> answer) =>
        app.UseWhen(context => isOurs(context.Request.Path), branch => branch.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response is { HasStarted: false, ContentType: null, StatusCode: >= 400 and < 500 } response)
            {
                await answer(context.Request, response.StatusCode).ExecuteAsync(context);
            }
        }));
}
