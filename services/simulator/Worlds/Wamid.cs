using System.Text;

namespace Tujenge.Simulator.Worlds;

/// <summary>Ids that look like WhatsApp's, without the phone number the real ones carry inside.</summary>
internal static class Wamid
{
    /// <summary>Id of the given call from a business number to a recipient.</summary>
    public static string OfCall(World world, string phoneNumberId, string waId, int call) =>
        From(Dice.IdOf(world.Seed, "call", phoneNumberId, waId, $"{call}"));

    /// <summary>Id of the given message from a phone to a business number.</summary>
    public static string OfWriting(World world, string phoneNumberId, string waId, int writing) =>
        From(Dice.IdOf(world.Seed, "writing", phoneNumberId, waId, $"{writing}"));

    // 33 bytes make 44 characters of Base64 without padding; ASCII inside keeps '+' and '/' out.
    private static string From(Guid id) =>
        $"wamid.{Convert.ToBase64String(Encoding.ASCII.GetBytes($"\u001D{id:N}".ToUpperInvariant()))}";
}
