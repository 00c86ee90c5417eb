namespace Cabinet.Crash.Tests.Traces;

/// <summary>Checks a trace: when an acknowledgement is written, everything that it stands for is on stable storage.</summary>
internal static class AcknowledgementRule
{
    /// <summary>Finds the acknowledgements that came too early, or that stand for nothing.</summary>
    /// <param name="calls">The trace.</param>
    /// <param name="root">The folder that has to be safe.</param>
    /// <param name="acknowledgement">How the text of an acknowledgement begins, as strace writes it.</param>
    /// <param name="together">How many acknowledgements share what was written before the first of them.</param>
    public static AcknowledgementReport Check(
        IReadOnlyList<TracedCall> calls, string root, string acknowledgement, int together = 1)
    {
        var model = new DurabilityModel(root);
        var problems = new List<string>();
        var acknowledgements = 0;
        var walWrites = 0;

        // An acknowledgement counts from its beginning, everything else from its end: the order that is hardest to meet.
        foreach (var call in calls.OrderBy(call => IsAcknowledgement(call, acknowledgement) ? call.Begin : call.End))
        {
            if (!IsAcknowledgement(call, acknowledgement))
            {
                walWrites += IsLogWrite(call) ? 1 : 0;
                model.Apply(call);
                continue;
            }

            problems.AddRange(model.Unsynced.Select(entry =>
                $"line {call.Begin}: acknowledged while {entry.Key}, changed at line {entry.Value}, wasn't synced"));
            if (acknowledgements++ % together == 0)
            {
                if (walWrites == 0)
                {
                    problems.Add($"line {call.Begin}: acknowledged without a write to the log");
                }

                walWrites = 0;
            }
        }

        return new AcknowledgementReport(acknowledgements, problems);
    }

    private static bool IsAcknowledgement(TracedCall call, string beginning) =>
        call.Name == "write" && call.Texts is [var text, ..] && text.StartsWith(beginning, StringComparison.Ordinal);

    private static bool IsLogWrite(TracedCall call) =>
        call.Name is "write" or "pwrite64" && call.Descriptor?.EndsWith("-wal", StringComparison.Ordinal) == true;
}
