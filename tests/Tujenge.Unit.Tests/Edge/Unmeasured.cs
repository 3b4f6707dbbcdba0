namespace Tujenge.Unit.Tests.Edge;

/// <summary>Bytes whose number nobody knows: they go out in chunks.</summary>
internal sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
