using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Persistence;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Schedules;
using Cabinet.Domain.Security;
using Cabinet.Domain.Tasks;

namespace Cabinet.Conformance;

/// <summary>Makes the records that the suites write: the same ones in the same order at every run.</summary>
public sealed class StoreSamples
{
    private long count;

    /// <summary>The queue of every sample that names no other.</summary>
    public static QueueName Queue { get; } = new("main");

    /// <summary>A second queue.</summary>
    public static QueueName OtherQueue { get; } = new("other");

    /// <summary>The type of every sample that names no other.</summary>
    public static JobType Type { get; } = new("sample.job");

    /// <summary>The pipeline of every sample that names no other.</summary>
    public static PipelineName Pipeline { get; } = new("sample-pipeline");

    /// <summary>The time that the samples carry (UTC, whole milliseconds); a test moves it as it likes.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Contents as a driver gets them.</summary>
    public static Content Sealed(string text) => Content.FromSealed(Encoding.UTF8.GetBytes(text));

    /// <summary>Contents as a driver gets them: the key version's name stands where every envelope has it.</summary>
    public static Content Sealed(string text, SealedUnder version)
    {
        var bytes = new byte[SealedUnder.Offset + SealedUnder.Size + Encoding.UTF8.GetByteCount(text)];
        bytes.AsSpan(0, SealedUnder.Offset).Fill(0xCA);
        version.WriteTo(bytes.AsSpan(SealedUnder.Offset));
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(SealedUnder.Offset + SealedUnder.Size));
        return Content.FromSealed(bytes);
    }

    /// <summary>A nonce as the front hands it to a driver: no scope, and a digest.</summary>
    public static ConsumeNonce Nonce(string name, DateTimeOffset keepUntil) => new("", Key(name), keepUntil);

    /// <summary>The name of a key version, as envelopes under it carry it.</summary>
    public static SealedUnder Name(KeyVersionRecord key) => new(key.KeyId, key.Version);

    /// <summary>A key as the front hands it to a driver: 64 lower-case hexadecimal digits.</summary>
    public static string Key(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>
    /// An id that is larger than every one before: a UUID of version 7 (RFC 9562) with a counted end.
    /// </summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, 0x0195_5000_0000_0000L | 0x7000L);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], unchecked((long)0x8000_0000_0000_0000UL) | ++count);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A job that is available at once.</summary>
    public NewJob Job() => new()
    {
        Id = new JobId(NextId()),
        Type = Type,
        Queue = Queue,
        CreatedAt = Now,
        Payload = Sealed($"payload {count}"),
    };

    /// <summary>A job that is due in a while.</summary>
    public NewJob JobIn(TimeSpan delay) => Job() with { DueAt = Now + delay };

    /// <summary>A node with heartbeat 1.</summary>
    public NodeRecord Node()
    {
        var id = new NodeId(NextId());
        return new NodeRecord(id, $"host/{count}", TimeSpan.FromSeconds(10), Beat: 1, Now);
    }

    /// <summary>A running task at version 1.</summary>
    public TaskRecord Task() => new()
    {
        Id = new TaskId(NextId()),
        Pipeline = Pipeline,
        Status = TaskState.Running,
        Version = 1,
        State = Sealed($"state {count}"),
        CreatedAt = Now,
        Label = Sealed($"label {count}"),
    };

    /// <summary>A place in a task.</summary>
    public TaskReference Place(string stage = "first") =>
        new(new TaskId(NextId()), Pipeline, new StageName(stage), ItemKey.Root.Output(3));

    /// <summary>What is kept of a job that ended now.</summary>
    public HistoryRecord History(NewJob job, JobEnd end = JobEnd.Completed) => new()
    {
        Id = job.Id,
        Type = job.Type,
        Queue = job.Queue,
        End = end,
        Attempts = 1,
        CreatedAt = job.CreatedAt,
        EndedAt = Now,
        Task = job.Task,
    };

    /// <summary>The error of a failed attempt, now.</summary>
    public JobErrorRecord Error(int attempt = 1, FailureKind kind = FailureKind.Transient) =>
        new(attempt, kind, Now, Sealed($"error of attempt {attempt}"));

    /// <summary>A step that was started now.</summary>
    public StepRecord Started(string name) =>
        new(name, StepEffect.Unsafe, IsCompleted: false, Now, Content.None);

    /// <summary>A step that was completed now.</summary>
    public StepRecord Completed(string name) =>
        new(name, StepEffect.Unsafe, IsCompleted: true, Now, Sealed($"result of {name}"));

    /// <summary>An event of the audit log as a driver gets it: encoded.</summary>
    public AppendAudit Audit()
    {
        var id = NextId();
        var audited = new AuditEvent { Id = id, At = Now, Action = "sample.done", Actor = "sample" };
        return new AppendAudit(audited) { Entry = Encoding.UTF8.GetBytes($"entry {count}") };
    }

    /// <summary>A data key.</summary>
    public DataKeyRecord DataKey(string tenant = "")
    {
        var id = NextId();
        return new DataKeyRecord
        {
            Id = id,
            Subject = $"subject {count}",
            Tenant = tenant,
            Profile = 1,
            Wrapped = Sealed($"wrapped key {count}"),
            CreatedAt = Now,
        };
    }

    /// <summary>A schedule that is due in an hour.</summary>
    public ScheduleRecord Schedule(string name) => new()
    {
        Name = new ScheduleName(name),
        Timing = new ScheduleTiming.Every(TimeSpan.FromHours(1), Now),
        Type = Type,
        Queue = Queue,
        Payload = Sealed($"schedule {name}"),
        CreatedAt = Now,
        NextAt = Now.AddHours(1),
    };

    /// <summary>The first version of a new key.</summary>
    public KeyVersionRecord KeyVersion(string purpose, KeyState state = KeyState.Active)
    {
        var id = NextId();
        return new KeyVersionRecord
        {
            KeyId = KeyId.FromBytes(id.ToByteArray(bigEndian: true)),
            Version = Domain.Security.KeyVersion.First,
            Purpose = purpose,
            State = state,
            Profile = 1,
            WrappedKey = SHA256.HashData(id.ToByteArray()),
            CheckValue = SHA256.HashData(id.ToByteArray(bigEndian: true)),
            CreatedAt = Now,
        };
    }
}
