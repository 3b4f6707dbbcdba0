using System.Diagnostics;
using System.Text;

namespace Tujenge.Testing.Processes;

/// <summary>Both output streams of a process, line by line, in memory and optionally in a file.</summary>
internal sealed class CapturedOutput(string? file = null)
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    // Readable while it grows. Whoever writes a line lives no longer than this process, so nothing has to close it.
    private readonly StreamWriter? _file = file is null
        ? null
        : new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    /// <summary>All lines so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>How long <see cref="Text"/> is.</summary>
    public int Length
    {
        get
        {
            lock (_lock)
            {
                return _text.Length;
            }
        }
    }

    /// <summary>What came after the first <paramref name="length"/> characters.</summary>
    public string TextAfter(int length)
    {
        lock (_lock)
        {
            return _text.ToString(length, _text.Length - length);
        }
    }

    /// <summary>Starts to read a process whose output is redirected.</summary>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _text.Append(line).Append('\n');
            _file?.Write(line + '\n');
        }
    }
}
