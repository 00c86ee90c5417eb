using System.Text;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// A message as text that a fuzzer can change line by line: first <c>METHOD SCHEME AUTHORITY PATH [QUERY]</c> or a
/// status, then fields (<c>name:value</c>; <c>&gt;name:value</c> in the trailer; <c>^name:value</c> in the request that
/// a response answers; <c>?target</c> the request target), then an empty line and the content.
/// </summary>
internal static class HttpMessageText
{
    internal static SignatureMessage Read(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf("\n\n"u8);
        var content = end < 0 ? [] : input[(end + 2)..].ToArray();
        var lines = Encoding.Latin1.GetString(end < 0 ? input : input[..end]).Split('\n');
        var message = ReadStart(lines);
        return message with
        {
            Content = content,
            Fields = Fields(lines, line => !IsMarked(line, '>') && !IsMarked(line, '^') && !IsMarked(line, '?')),
            Trailers = Fields(lines, line => IsMarked(line, '>')),
            RequestTarget = lines.Skip(1).FirstOrDefault(line => IsMarked(line, '?'))?[1..],
        };
    }

    private static SignatureMessage ReadStart(string[] lines)
    {
        if (int.TryParse(lines[0], out var status))
        {
            var request = SignatureMessage.ForRequest("GET", "https", "example.com", "/") with
            {
                Fields = Fields(lines, line => IsMarked(line, '^')),
            };
            return SignatureMessage.ForResponse(status, request);
        }

        var parts = lines[0].Split(' ');
        return SignatureMessage.ForRequest(
            parts[0], Part(parts, 1), Part(parts, 2), Part(parts, 3), parts.Length > 4 ? parts[4] : null);
    }

    private static SignatureField[] Fields(string[] lines, Func<string, bool> isOurs) =>
    [
        .. lines.Skip(1).Where(isOurs).Select(line => line.TrimStart('>', '^').Split(':', 2))
            .Select(parts => new SignatureField(parts[0], Part(parts, 1))),
    ];

    private static bool IsMarked(string line, char mark) => line.StartsWith(mark);

    private static string Part(string[] parts, int index) => index < parts.Length ? parts[index] : "";
}
