using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Tujenge.Edge.Reading;

/// <summary>
/// The memory that the server reads requests into. Its own comes in blocks of 4 KB, so that a large v1 message arrives in two or
/// three pieces, each with a wait of its own; a block of this size takes all but media in one.
/// </summary>
internal sealed class ReceiveBlocks : IMemoryPoolFactory<byte>
{
    private const int Bytes = 16 * 1024;

    /// <summary>As many as a dozen uploads have on their way. The runtime's shared pool keeps fewer, and leaves the rest to the collector.</summary>
    private const int MostKept = 1024;

    private readonly ArrayPool<byte> _blocks = ArrayPool<byte>.Create(Bytes, MostKept);

    public MemoryPool<byte> Create(MemoryPoolOptions? options) => new Pool(_blocks);

    /// <summary>Who waits for a request holds no block, so more memory is in use only while requests are read and answered.</summary>
    private sealed class Pool(ArrayPool<byte> blocks) : MemoryPool<byte>
    {
        public override int MaxBufferSize => Bytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
            return new Block(blocks);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Block(ArrayPool<byte> blocks) : IMemoryOwner<byte>
    {
        private byte[]? _array = blocks.Rent(Bytes);

        public Memory<byte> Memory => _array;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                blocks.Return(array);
            }
        }
    }
}
