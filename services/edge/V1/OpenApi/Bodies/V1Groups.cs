namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>What v1 servers say of groups (whatsapp-v1-api, section 12).</summary>
/// <param name="Groups">The groups; of the calls about one group, that one.</param>
internal sealed record V1Groups(IReadOnlyList<V1Group> Groups);

/// <summary>A group, or the part of it that was asked for.</summary>
/// <param name="Id">What messages to it have in <c>to</c>.</param>
/// <param name="CreationTime">Unix seconds.</param>
/// <param name="Creator">Who made it.</param>
/// <param name="Subject">Its name.</param>
/// <param name="Admins">Members who may change it.</param>
/// <param name="Participants">All members.</param>
/// <param name="Link">Where people join.</param>
internal sealed record V1Group(
    string? Id,
    long? CreationTime,
    string? Creator,
    string? Subject,
    IReadOnlyList<string>? Admins,
    IReadOnlyList<string>? Participants,
    string? Link);
