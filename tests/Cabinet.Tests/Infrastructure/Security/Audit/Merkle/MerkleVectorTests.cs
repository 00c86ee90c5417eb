using System.Text.Json;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Merkle;

/// <summary>The proofs that transparency-dev/merkle publishes, good and bad.</summary>
public sealed class MerkleVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_published_inclusion_proof_is_judged_as_it_says()
    {
        var judged = Judge("inclusion", vector => MerkleVerifier.IsIncluded(
            Bytes(vector, "leafHash"),
            Number(vector, "leafIdx"),
            Number(vector, "treeSize"),
            Hashes(vector),
            Bytes(vector, "root")));

        Assert.Equal((68, 5, 63), judged);
    }

    [Fact]
    public void Every_published_consistency_proof_is_judged_as_it_says()
    {
        var judged = Judge("consistency", vector => MerkleVerifier.IsConsistent(
            Number(vector, "size1"),
            Bytes(vector, "root1"),
            Number(vector, "size2"),
            Bytes(vector, "root2"),
            Hashes(vector)));

        Assert.Equal((63, 4, 59), judged);
    }

    private (int Count, int Valid, int Invalid) Judge(string kind, Func<JsonElement, bool> verify)
    {
        var (valid, invalid) = (0, 0);
        foreach (var path in SharedVectors.Files($"merkle-rfc6962/{kind}"))
        {
            var vector = SharedVectors.Read(path);
            var wantsError = vector.GetProperty("wantErr").GetBoolean();
            Assert.True(verify(vector) != wantsError, $"{path}: {vector.GetProperty("desc").GetString()}");
            (valid, invalid) = wantsError ? (valid, invalid + 1) : (valid + 1, invalid);
        }

        output.WriteLine($"merkle-rfc6962/{kind}: {valid + invalid} proofs: {valid} valid accepted, {invalid} invalid "
            + "refused, no deviation");
        return (valid + invalid, valid, invalid);
    }

    // Sizes beyond 63 bits are no size of any log; the vectors write them as unsigned.
    private static long Number(JsonElement vector, string name) =>
        vector.GetProperty(name).TryGetInt64(out var number) ? number : -1;

    private static byte[] Bytes(JsonElement vector, string name) =>
        Convert.FromBase64String(vector.GetProperty(name).GetString() ?? "");

    private static byte[][] Hashes(JsonElement vector) =>
        vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
            ? [.. proof.EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!))]
            : [];
}
