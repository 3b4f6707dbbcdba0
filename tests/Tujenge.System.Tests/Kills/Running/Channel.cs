namespace Tujenge.SystemTests.Kills.Running;

/// <summary>A business number as client, WhatsApp and customers know it.</summary>
/// <param name="PhoneNumberId">Graph's id.</param>
/// <param name="ApiKey">What clients show.</param>
internal sealed record Channel(string PhoneNumberId, string ApiKey);
