using System.Buffers.Text;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises;

/// <summary>Ids that look like the On-Premises API's: <c>gBGG…</c> for what the business sends, <c>ABGG…</c> for what customers write.</summary>
internal static class OnPremisesId
{
    /// <summary>Id of the given call from a business number to a recipient.</summary>
    public static string OfCall(World world, string phoneNumberId, string waId, int call) =>
        From("gBGG", Dice.IdOf(world.Seed, "call", phoneNumberId, waId, $"{call}"));

    /// <summary>Id of the given message from a phone to a business number.</summary>
    public static string OfWriting(World world, string phoneNumberId, string waId, int writing) =>
        From("ABGG", Dice.IdOf(world.Seed, "writing", phoneNumberId, waId, $"{writing}"));

    private static string From(string start, Guid id) => start + Base64Url.EncodeToString(id.ToByteArray());
}
