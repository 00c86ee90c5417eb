using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The jobs of a group by column, as unnest takes them.</summary>
internal sealed class EnqueueArrays
{
    public EnqueueArrays(IReadOnlyList<NewJob> jobs, INameIds names, bool withTasks = false)
    {
        var count = jobs.Count;
        (Ids, CreatedAt, DueAt) = (new Guid[count], new DateTime[count], new DateTime?[count]);
        (Types, Queues, Priorities) = (new int[count], new int[count], new short[count]);
        (Traces, Payloads) = (new string?[count], new ReadOnlyMemory<byte>?[count]);
        for (var i = 0; i < count; i++)
        {
            var job = jobs[i];
            Ids[i] = job.Id.Value;
            CreatedAt[i] = StoredTime.Of(job.CreatedAt);
            DueAt[i] = job.DueAt > job.CreatedAt ? StoredTime.Of(job.DueAt) : null;
            Types[i] = names.Of(job.Type.Value);
            Queues[i] = names.Of(job.Queue.Value);
            Priorities[i] = (short)job.Priority.Value;
            Traces[i] = job.TraceParent;
            Payloads[i] = job.Payload.IsNone ? null : job.Payload.Sealed;
            HasTasks |= job.Task is not null;
            HasTags |= job.Tags.Count > 0;
        }

        if (HasTasks || HasTags || withTasks)
        {
            AddTasks(jobs, names);
        }

        if (HasTags)
        {
            AddTags(jobs);
        }
    }

    public bool HasTasks { get; }

    public bool HasTags { get; }

    public Guid[] Ids { get; }

    public DateTime[] CreatedAt { get; }

    public DateTime?[] DueAt { get; }

    public int[] Types { get; }

    public int[] Queues { get; }

    public short[] Priorities { get; }

    public string?[] Traces { get; }

    public ReadOnlyMemory<byte>?[] Payloads { get; }

    public int?[] Pipelines { get; private set; } = [];

    public int?[] Stages { get; private set; } = [];

    public Guid?[] Tasks { get; private set; } = [];

    public string?[] Items { get; private set; } = [];

    /// <summary>Which jobs have tags.</summary>
    public bool[] Tagged { get; private set; } = [];

    /// <summary>Each tag with its job, in two columns.</summary>
    public Guid[] TagJobs { get; private set; } = [];

    public string?[] Tags { get; private set; } = [];

    private void AddTags(IReadOnlyList<NewJob> jobs)
    {
        Tagged = [.. jobs.Select(static job => job.Tags.Count > 0)];
        TagJobs = [.. jobs.SelectMany(static job => job.Tags.Select(_ => job.Id.Value))];
        Tags = [.. jobs.SelectMany(static job => job.Tags)];
    }

    private void AddTasks(IReadOnlyList<NewJob> jobs, INameIds names)
    {
        var count = jobs.Count;
        (Pipelines, Stages) = (new int?[count], new int?[count]);
        (Tasks, Items) = (new Guid?[count], new string?[count]);
        for (var i = 0; i < count; i++)
        {
            if (jobs[i].Task is { } task)
            {
                Pipelines[i] = names.Of(task.Pipeline.Value);
                Stages[i] = names.Of(task.Stage.Value);
                Tasks[i] = task.Task.Value;
                Items[i] = task.Item.Path;
            }
        }
    }
}
