using System.Text.Json.Serialization.Metadata;

namespace Tujenge.Simulator.Http;

/// <summary>Answers of the control API, in its own JSON whatever the host has configured for its own.</summary>
internal static class ControlAnswer
{
    public static IResult Ok<T>(T body, JsonTypeInfo<T> type) => TypedResults.Json(body, type);

    /// <summary>400 with a sentence that says what to do.</summary>
    public static IResult Problem(string whatToDo) => TypedResults.Json(
        new ControlProblem(whatToDo),
        SimulatorJson.Wire.ControlProblem,
        statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>An error of the control API.</summary>
/// <param name="Error">What is wrong and what to do about it.</param>
internal sealed record ControlProblem(string Error);
