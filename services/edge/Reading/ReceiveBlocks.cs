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

    public MemoryPool<byte> Create(MemoryPoolOptions? options) => new Pool();

    /// <summary>Who waits for a request holds no block, so more memory is in use only while requests are read and answered.</summary>
    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, Bytes));

        protected override void Dispose(bool disposing)
        {
        }
    }
}
