using System.Text;

namespace Tujenge.Testing.Telemetry;

/// <summary>A span as it was exported over OTLP.</summary>
/// <param name="Service">Name of the service that exported it.</param>
/// <param name="TraceId">Hexadecimal.</param>
/// <param name="SpanId">Hexadecimal.</param>
/// <param name="ParentSpanId">Hexadecimal; empty at the root of a trace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">Those whose value is text.</param>
public sealed record ExportedSpan(
    string Service,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Reads an <c>ExportTraceServiceRequest</c>: the few fields that tests look at (opentelemetry-proto, trace.proto).</summary>
    public static IEnumerable<ExportedSpan> ReadAll(byte[] request) =>
        from resourceSpans in Fields(request, 1)
        let service = Fields(resourceSpans, 1).SelectMany(resource => Texts(resource, 1)).FirstOrDefault(pair => pair.Key == "service.name").Value
        from scopeSpans in Fields(resourceSpans, 2)
        from span in Fields(scopeSpans, 2)
        select new ExportedSpan(
            service ?? "",
            Hex(span, 1),
            Hex(span, 2),
            Hex(span, 4),
            Encoding.UTF8.GetString(Fields(span, 5).FirstOrDefault([])),
            Texts(span, 9).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault([]));

    /// <summary>Attributes: <c>KeyValue</c> with a key (1) and a value (2) whose text is in field 1.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Texts(byte[] message, int field) =>
        from pair in Fields(message, field)
        from key in Fields(pair, 1)
        from value in Fields(pair, 2)
        from text in Fields(value, 1)
        select KeyValuePair.Create(Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(text));

    /// <summary>The contents of a field that is text, bytes or a message; a field may stand several times.</summary>
    private static List<byte[]> Fields(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = ReadNumber(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    ReadNumber(message, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = (int)ReadNumber(message, ref at);
                    if ((int)(tag >> 3) == field)
                    {
                        found.Add(message[at..(at + length)]);
                    }

                    at += length;
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException($"No protobuf at {at}.");
            }
        }

        return found;
    }

    private static ulong ReadNumber(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
