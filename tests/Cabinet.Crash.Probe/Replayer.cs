using System.Buffers.Binary;
using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Crash.Probe;

/// <summary>
/// Replays signed commands, each a write set of a nonce and a job, over and over from several callers, and says on
/// standard output which of them were committed: "committed NUMBER".
/// </summary>
/// <remarks>
/// A command's job names the command as its task, so that its commits can be counted. Nothing but the nonce stands in
/// the way of a second one: every replay has a job and a task of its own. Of three commands the first has only its nonce;
/// the other two share an idempotency key, as a retry does that takes a new nonce, so one of them is refused late.
/// </remarks>
internal sealed class Replayer(IStore store, IIdGenerator ids, int run)
{
    private const int Callers = 8;
    private static readonly QueueName Queue = new("replays");
    private static readonly JobType Type = new("replayed");
    private static readonly PipelineName Pipeline = new("replayed");
    private static readonly StageName Stage = new("only");
    private static readonly DateTimeOffset KeepUntil = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock speaking = new();

    /// <summary>Replays all commands until the process is killed, and cleans up beside it.</summary>
    public async Task ReplayForeverAsync(int commands) =>
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var round = 0; ; round++)
            {
                await ReplayAsync(commands, caller + (round * Callers));
                await CleanUpAsync(round);
            }
        })));

    /// <summary>Replays each command once.</summary>
    public Task ReplayOnceAsync(int commands) => ReplayAsync(commands, 0);

    private async Task ReplayAsync(int commands, int turn)
    {
        // All callers of all processes begin near each other, so that they meet at the same commands.
        var start = (turn * 7) % Math.Max(commands, 1);
        for (var step = 0; step < commands; step++)
        {
            var command = (start + step) % commands;
            if (await store.CommitAsync(Command(command), CancellationToken.None) is CommitResult.Committed)
            {
                lock (speaking)
                {
                    Console.Out.WriteLine($"committed {command}");
                }
            }
        }
    }

    private WriteSet Command(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var job = new NewJob
        {
            Id = new JobId(ids.Next()),
            Type = Type,
            Queue = Queue,
            CreatedAt = now,
            Payload = Content.FromPlain(BitConverter.GetBytes(number)),
            Task = new TaskReference(Name(number), Pipeline, Stage, ItemKey.Root),
        };
        var nonce = new ConsumeNonce("client", $"nonce {number}", KeepUntil);
        return number % 3 == 0
            ? new WriteSet([nonce, new EnqueueJob(job)])
            : new WriteSet([nonce, new EnqueueJob(job), new InsertTask(NewTask(number, now))]);
    }

    // Comes last in its set, so that its refusal has to take back what the nonce and the job wrote.
    private TaskRecord NewTask(int number, DateTimeOffset now) => new()
    {
        Id = new TaskId(ids.Next()),
        Pipeline = Pipeline,
        Status = TaskState.Running,
        Version = 1,
        State = Content.FromPlain(new byte[] { 1 }),
        CreatedAt = now,
        IdempotencyKey = $"command {number / 3}",
    };

    // Other nonces come and are forgotten meanwhile, below the end of those that count.
    private async Task CleanUpAsync(int round)
    {
        var end = KeepUntil.AddYears(-1).AddSeconds((run * 1_000) + round);
        await store.CommitAsync(
            new WriteSet(new ConsumeNonce("noise", $"{run} {round} {ids.Next()}", end)), CancellationToken.None);
        await store.CommitAsync(new WriteSet(new PruneNonces(end, 10)), CancellationToken.None);
    }

    private static TaskId Name(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, 0x7000);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], unchecked((long)0x8000_0000_0000_0000UL) | (uint)number);
        return new TaskId(new Guid(bytes, bigEndian: true));
    }
}
