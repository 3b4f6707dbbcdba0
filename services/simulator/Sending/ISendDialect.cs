using System.Text.Json.Nodes;

namespace Tujenge.Simulator.Sending;

/// <summary>In what the two APIs differ about a message whose body is right.</summary>
internal interface ISendDialect
{
    /// <summary>The message's id.</summary>
    string IdOf(Send send);

    /// <summary>What the API calls a fault that somebody planned.</summary>
    int CodeOf(int fault);

    /// <summary>The code with which it is refused at once; null when it is taken.</summary>
    int? FindRefusal(Send send);

    /// <summary>What a taken message fails with later; null when it reaches the phone.</summary>
    JsonObject? FindFailure(Send send);

    /// <summary>The answer to a refused one.</summary>
    IResult Refuse(Send send, int code);

    /// <summary>The answer to a taken one.</summary>
    IResult Take(Send send, string id);
}
