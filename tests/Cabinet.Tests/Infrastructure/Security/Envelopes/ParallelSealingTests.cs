using System.Collections.Concurrent;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

public sealed class ParallelSealingTests
{
    private const int Threads = 8;
    private const int MessagesPerThread = 4_000;

    [Theory]
    [InlineData(1 << 16, 1)]
    [InlineData(7, 1)]
    [InlineData(1 << 16, 2)]
    [InlineData(7, 2)]
    public async Task What_eight_threads_seal_at_once_opens_on_eight_threads(int messagesPerMessageKey, int profile)
    {
        // Few messages a key: keys are replaced, cached and dropped under the feet of those who use them.
        using var fixture = await SecurityFixture.OpenAsync(
            limits: new SealingLimits(messagesPerMessageKey, 1L << 32), options: SecurityFixture.Profile(profile));
        using var reader = await SecurityFixture.OpenAsync(fixture.Store);
        var envelopes = new byte[Threads][][];

        RunOnThreads(thread => envelopes[thread] =
        [
            .. Enumerable.Range(0, MessagesPerThread).Select(
                index => fixture.Protector.Seal(MakePlaintext(thread, index), SecurityFixture.Context)),
        ]);
        RunOnThreads(thread =>
        {
            // Each thread opens what another one sealed.
            var sealer = (thread + 1) % Threads;
            for (var index = 0; index < MessagesPerThread; index++)
            {
                var opened = reader.Protector.Open(envelopes[sealer][index], SecurityFixture.Context);
                Assert.Equal(MakePlaintext(sealer, index), opened.Plaintext);
            }
        });

        var all = envelopes.SelectMany(own => own).ToArray();
        Assert.Equal(all.Length, all.Select(NameNonce).Distinct().Count());
        var busiest = all.GroupBy(NameMessageKey).Max(messages => messages.Count());
        Assert.InRange(busiest, 1, messagesPerMessageKey);
    }

    private static string NameMessageKey(byte[] envelope) =>
        Convert.ToHexString(envelope, EnvelopeFormat.SaltOffset, EnvelopeFormat.SaltSize);

    private static string NameNonce(byte[] envelope) => NameMessageKey(envelope)
        + Convert.ToHexString(envelope, EnvelopeFormat.NonceOffset, 12);

    private static byte[] MakePlaintext(int thread, int index)
    {
        var plaintext = new byte[(thread + index) % 200 + 8];
        BitConverter.TryWriteBytes(plaintext, thread);
        BitConverter.TryWriteBytes(plaintext.AsSpan(4), index);
        return plaintext;
    }

    private static void RunOnThreads(Action<int> work)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }
}
