namespace Tujenge.Edge.Reading;

/// <summary>A body on its way: what was read of it already, then the rest, and no more than it may have.</summary>
/// <param name="head">What was read.</param>
/// <param name="rest">What follows.</param>
/// <param name="mostBytes">The most of both together.</param>
/// <param name="look">Is shown the bytes as they pass.</param>
internal sealed class BoundedStream(ReadOnlyMemory<byte> head, Stream rest, long mostBytes, Action<ReadOnlySpan<byte>>? look = null) : Stream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _read;

    /// <summary>Whether there turned out to be more than allowed; reading it then ended in an error.</summary>
    public bool IsExceeded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        if (_head.Length > 0)
        {
            count = Math.Min(buffer.Length, _head.Length);
            _head[..count].CopyTo(buffer);
            _head = _head[count..];
        }
        else
        {
            count = await RequestBody.OrRefusalAsync(rest.ReadAsync(buffer, cancellationToken));
        }

        _read += count;
        if (_read > mostBytes)
        {
            IsExceeded = true;
            throw BodyLimit.Exceeded(); // Breaks the call off, so that nothing comes of it.
        }

        look?.Invoke(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
