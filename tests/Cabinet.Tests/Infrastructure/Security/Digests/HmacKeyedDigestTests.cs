using Cabinet.Domain.Security;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Digests;

public sealed class HmacKeyedDigestTests
{
    [Fact]
    public async Task Parts_give_the_digest_of_the_whole()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        Gen.Byte.Array[0, 300].Array[0, 10].Sample(parts =>
        {
            using var running = fixture.Digest.Begin("blob");
            foreach (var part in parts)
            {
                running.Append(part);
            }

            Assert.Equal(
                fixture.Digest.Digest("blob", parts.SelectMany(part => part).ToArray()), running.Finish());
        });
    }

    [Fact]
    public async Task The_same_content_has_another_digest_under_another_label_and_in_another_ring()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        using var other = await SecurityFixture.OpenAsync();

        ContentDigest[] digests =
        [
            fixture.Digest.Digest("blob", [1, 2]),
            fixture.Digest.Digest("unique-key", [1, 2]),
            fixture.Digest.Digest("blob", [1]),
            other.Digest.Digest("blob", [1, 2]),
        ];

        Assert.Distinct(digests);
    }

    [Fact]
    public async Task A_digest_survives_restarts_and_reloads()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var digest = fixture.Digest.Digest("blob", [1, 2]);
        using var restarted = await SecurityFixture.OpenAsync(fixture.Store);
        await fixture.Ring.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(digest, restarted.Digest.Digest("blob", [1, 2]));
        Assert.Equal(digest, fixture.Digest.Digest("blob", [1, 2]));
    }

    [Fact]
    public async Task Labels_are_few_short_and_plain()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        foreach (var label in new[] { "", new string('x', 65), "\u00e4" })
        {
            Assert.Throws<ArgumentException>(() => fixture.Digest.Digest(label, [1]));
        }

        for (var number = 0; number < 64; number++)
        {
            fixture.Digest.Digest($"label-{number}", [1]);
        }

        Assert.Throws<ArgumentException>(() => fixture.Digest.Digest("one-too-many", [1]));
        fixture.Digest.Digest("label-0", [1]);
    }
}
