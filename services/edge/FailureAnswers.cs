using System.Data.Common;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge;

/// <summary>
/// Sees to it that nobody gets an empty body, HTML or a stack trace: what the framework refuses or an endpoint throws is
/// put into the words of the dialect that the path belongs to. Paths of other services in the same host are left alone.
/// </summary>
internal static partial class FailureAnswers
{
    public static void AnswerFailures(
        this WebApplication app,
        Func<PathString, bool> isOurs,
        Func<HttpContext, int, string, IResult> answer)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FailureAnswers));

        app.UseWhen(
            context => isOurs(context.Request.Path),
            branch => branch.Use(async (context, next) =>
            {
                if (await RunAsync(context, next, logger) is { } status && !context.Response.HasStarted)
                {
                    await answer(context, status, Describe(status, context)).ExecuteAsync(context);
                }
            }));
    }

    /// <summary>The status that still needs a body; null when the endpoint has answered, or nobody listens any more.</summary>
    private static async Task<int?> RunAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
            return context.Response is { StatusCode: >= 400, ContentType: null } response ? response.StatusCode : null;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (BadHttpRequestException refusal)
        {
            return refusal.StatusCode;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            if (IsAway(fault))
            {
                Log.ServerIsAway(logger, fault.GetType().Name);
                return StatusCodes.Status503ServiceUnavailable;
            }

            // The pattern, not the path: paths carry numbers.
            Log.Failed(logger, fault, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            return StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>A database that cannot do what it always does is down, being moved or not yet migrated.</summary>
    private static bool IsAway(Exception fault) =>
        fault is DbException || TransientFaults.IsTransient(fault) || (fault.InnerException is { } inner && IsAway(inner));

    private static string Describe(int status, HttpContext context) => status switch
    {
        StatusCodes.Status400BadRequest => "The request could not be read.",
        StatusCodes.Status404NotFound => "This path does not exist.",
        StatusCodes.Status405MethodNotAllowed => "This path does not allow this method; see the Allow header.",
        StatusCodes.Status408RequestTimeout => "The request took too long to arrive.",
        StatusCodes.Status413PayloadTooLarge => BodyLimit.Describe(context),
        StatusCodes.Status415UnsupportedMediaType => "Content-Type must be application/json.",
        StatusCodes.Status500InternalServerError => "Internal server error.",
        StatusCodes.Status503ServiceUnavailable => "The gateway's database does not answer; try again",
        _ => $"The request was refused with status {status}.",
    };

    private static partial class Log
    {
        [LoggerMessage(1003, LogLevel.Warning, "Answered 503: the database does not answer ({Fault})")]
        public static partial void ServerIsAway(ILogger logger, string fault);

        [LoggerMessage(1004, LogLevel.Error, "Answered 500 on {Route}")]
        public static partial void Failed(ILogger logger, Exception fault, string? route);
    }
}
