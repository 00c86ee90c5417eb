using System.Security.Cryptography;
using Cabinet.Application.Integrations.Photos;

namespace Cabinet.Vips.Tests;

public sealed class DeterminismTests
{
    private static readonly RenditionSpec[] Renditions =
    [
        new("thumbnail", 96, RenditionFormat.WebP),
        new("small", 200, RenditionFormat.Jpeg),
        new("large", 400, RenditionFormat.Png),
    ];

    [Fact]
    public async Task The_same_photograph_gives_the_same_bytes_again_and_in_parallel()
    {
        using var processor = new TestProcessor(new PhotoLimits { MaximumParallel = 8 });
        var photos = SharedPhotos.Paths().Select(File.ReadAllBytes).ToList();

        var alone = new List<string>();
        foreach (var photo in photos) alone.Add(await DigestAsync(processor, photo));
        var together = await Task.WhenAll(
            photos.Concat(photos).Concat(photos).Select(photo => Task.Run(() => DigestAsync(processor, photo))));

        Assert.Equal(alone.Count, alone.Distinct().Count());
        Assert.Equal([.. alone, .. alone, .. alone], together);
    }

    [Fact]
    public async Task Failures_in_parallel_keep_their_own_messages()
    {
        using var processor = new TestProcessor(new PhotoLimits { MaximumParallel = 8 });
        byte[][] broken = [MadePhotos.Jpeg()[..^400], MadePhotos.Png()[..^400], MadePhotos.WebP()[..^40], [1]];

        var alone = new List<string>();
        foreach (var photo in broken) alone.Add((await processor.FailToPrepareAsync(photo)).Message);
        var together = await Task.WhenAll(Enumerable.Range(0, 80).Select(index => Task.Run(async () =>
            (await processor.FailToPrepareAsync(broken[index % broken.Length])).Message)));

        Assert.Equal(4, alone.Distinct().Count());
        for (var index = 0; index < together.Length; index++)
            Assert.Equal(alone[index % broken.Length], together[index]);
    }

    private static async Task<string> DigestAsync(TestProcessor processor, byte[] photo)
    {
        var master = await processor.PrepareAsync(photo);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(master.Content.Span);
        foreach (var rendition in Renditions)
        {
            var outcome = await processor.RenderAsync(master.Content, rendition.MaximumEdge, rendition.Format);
            digest.AppendData(outcome.Content.Span);
        }

        return Convert.ToHexString(digest.GetHashAndReset());
    }
}
