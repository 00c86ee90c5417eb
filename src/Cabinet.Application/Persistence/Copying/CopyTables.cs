using static Cabinet.Application.Persistence.Copying.CopyColumnKind;

namespace Cabinet.Application.Persistence.Copying;

/// <summary>
/// Everything that a store keeps, in the order in which it is copied. Nodes and leases aren't: no node lives while a
/// store is copied.
/// </summary>
public static class CopyTables
{
    /// <summary>The tables.</summary>
    public static IReadOnlyList<CopyTable> All { get; } =
    [
        new("counter", [new("name", Text), new("value", Number)]),
        new("key_version",
        [
            new("key_id", Bytes), new("version", Number), new("purpose", Text), new("tenant", Text),
            new("state", Number), new("profile", Number), new("fenced", Flag), new("revision", Number),
            new("uses", Number), new("created_at", Time), new("activated_at", Time), new("retired_at", Time),
            new("wrapped_key", Bytes), new("check_value", Bytes),
        ]),
        new("data_key",
        [
            new("id", Id), new("subject", Text), new("tenant", Text), new("profile", Number), new("created_at", Time),
            new("shredded_at", Time), new("wrapped", Bytes),
        ]),
        new("nonce", [new("digest", Bytes), new("keep_until", Time)]),
        new("audit", [new("number", Number), new("id", Id), new("idx", Number), new("entry", Bytes)]),
        new("audit_node", [new("level", Number), new("idx", Number), new("hash", Bytes)]),
        new("audit_checkpoint",
            [new("number", Number), new("tree_size", Number), new("at", Time), new("note", Text)]),
        new("task",
        [
            new("id", Id), new("version", Number), new("created_at", Time), new("ended_at", Time),
            new("pipeline", Name), new("status", Number), new("idempotency_key", Text), new("trace", Text),
            new("label", Bytes), new("state", Bytes),
        ]),
        new("batch",
        [
            new("id", Id), new("created_at", Time), new("closed_at", Time), new("cancelled_at", Time),
            new("failed_at", Time), new("ended_at", Time), new("total", Number), new("succeeded", Number),
            new("cancelled", Number), new("discarded", Number), new("dead", Number), new("name", Text),
        ]),
        new("job",
        [
            new("id", Id), new("place", Number), new("epoch", Number), new("fence", Number), new("created_at", Time),
            new("due_at", Time), new("claimed_at", Time), new("type", Name), new("queue", Name),
            new("attempt", Number), new("deaths", Number), new("priority", Number), new("class", Number),
            new("progress", Number), new("cancel", Flag), new("annexed", Flag), new("pipeline", Name),
            new("stage", Name), new("task", Id), new("item", Text), new("unique_key", Text), new("trace", Text),
            new("payload", Bytes), new("partition", Text),
        ]),
        new("dead_letter",
        [
            new("id", Id), new("place", Number), new("epoch", Number), new("fence", Number), new("error", Number),
            new("created_at", Time), new("dead_at", Time), new("type", Name), new("queue", Name),
            new("attempts", Number), new("priority", Number), new("reason", Number), new("pipeline", Name),
            new("stage", Name), new("task", Id), new("item", Text), new("unique_key", Text), new("trace", Text),
            new("payload", Bytes), new("cause", Text), new("partition", Text),
        ]),
        new("job_tag", [new("job", Id), new("tag", Text)]),
        new("step",
        [
            new("number", Number), new("job", Id), new("name", Text), new("effect", Number), new("completed", Flag),
            new("at", Time), new("result", Bytes),
        ]),
        new("job_error",
        [
            new("number", Number), new("job", Id), new("attempt", Number), new("kind", Number), new("at", Time),
            new("message", Bytes),
        ]),
        new("history",
        [
            new("id", Id), new("ended_at", Time), new("created_at", Time), new("started_at", Time), new("type", Name),
            new("queue", Name), new("attempts", Number), new("ending", Number), new("pipeline", Name),
            new("stage", Name), new("task", Id), new("item", Text), new("payload", Bytes), new("result", Bytes),
        ]),
        new("queue_setting",
        [
            new("queue", Name), new("paused", Flag), new("running", Number), new("partition_running", Number),
            new("ordered", Flag), new("rate_count", Number), new("rate_period", Number), new("rate_burst", Number),
            new("partition_rate_count", Number), new("partition_rate_period", Number),
            new("partition_rate_burst", Number),
        ]),
        new("type_limit",
        [
            new("queue", Name), new("type", Name), new("running", Number), new("rate_count", Number),
            new("rate_period", Number), new("rate_burst", Number),
        ]),
        new("retention_rule", [new("type", Text), new("state", Number), new("keep", Number)]),
        new("bulk",
        [
            new("id", Id), new("revision", Number), new("kind", Number), new("filter", Text), new("matched", Number),
            new("exact", Flag), new("most", Number), new("per_second", Number), new("done", Number),
            new("refused", Number), new("after", Id), new("actor", Text), new("created_at", Time),
            new("ended_at", Time), new("cancelled", Flag),
        ]),
        new("client", [new("name", Text), new("revision", Number), new("document", Text), new("proof", Bytes)]),
        new("schedule",
        [
            new("id", Id), new("name", Text), new("revision", Number), new("timing", Text), new("misfire", Number),
            new("type", Text), new("queue", Text), new("priority", Number), new("paused", Flag), new("owner", Text),
            new("created_at", Time), new("next_at", Time), new("last_at", Time), new("payload", Bytes),
        ]),
        new("background",
        [
            new("name", Text), new("ended_at", Time), new("succeeded", Flag), new("affected", Number),
            new("duration", Duration), new("message", Text),
        ]),
    ];
}
