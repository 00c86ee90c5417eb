using System.Text.Json;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>Writes exports.</summary>
internal sealed class AuditExporter : IAuditExporter
{
    public async ValueTask<long> ExportAsync(IAuditReader log, Stream output, CancellationToken cancellationToken)
    {
        if ((await log.ReadHeadAsync(cancellationToken)).Checkpoint is not { } checkpoint)
        {
            return 0;
        }

        var count = 0L;
        var evidence = new StoreEvidence(log, checkpoint.TreeSize, []);
        using var line = new MemoryStream();
        await foreach (var entry in evidence.ReadEntriesAsync(cancellationToken))
        {
            Write(line, entry);
            await FlushAsync(line, output, cancellationToken);
            count++;
        }

        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("checkpoint", checkpoint.Note);
            json.WriteEndObject();
        }

        await FlushAsync(line, output, cancellationToken);
        return count;
    }

    // The entry stands there byte by byte, so that a reader cuts it out and hashes it. One that was altered into
    // something that isn't JSON goes in as base64, so that the export can be read all the same.
    private static void Write(MemoryStream line, EvidenceEntry entry)
    {
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        if (IsJson(entry.Entry))
        {
            json.WritePropertyName("entry");
            json.WriteRawValue(entry.Entry.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("entryBytes", entry.Entry.Span);
        }

        json.WriteNumber("index", entry.Index);
        json.WriteString("leafHash", Convert.ToHexStringLower(MerkleHash.OfLeaf(entry.Entry.Span)));
        json.WriteEndObject();
    }

    private static bool IsJson(ReadOnlyMemory<byte> entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && !entry.Span.ContainsAnyInRange((byte)0, (byte)31) && entry.Span[0] == '{' && entry.Span[^1] == '}';
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async ValueTask FlushAsync(MemoryStream line, Stream output, CancellationToken cancellationToken)
    {
        line.WriteByte((byte)'\n');
        await output.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
        line.SetLength(0);
    }
}
