namespace Cabinet.Host.Output;

/// <summary>What happened to a job, for people: its failed attempts and its steps.</summary>
internal static class JobHistoryText
{
    /// <summary>Writes both; nothing when there are none.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<JobErrorLine> errors, IReadOnlyList<StepLine> journal)
    {
        if (errors.Count > 0)
        {
            writer.WriteLine();
            var table = new TextTable("ATTEMPT", "FAILED", "KIND", "MESSAGE");
            foreach (var error in errors)
            {
                table.Add($"{error.Attempt}", Moment.Text(error.At), error.Kind, error.Message);
            }

            table.WriteTo(writer);
        }

        if (journal.Count > 0)
        {
            writer.WriteLine();
            var table = new TextTable("STEP", "EFFECT", "STATE", "WRITTEN");
            foreach (var step in journal)
            {
                table.Add(step.Name, step.Effect, step.Completed ? "completed" : "started", Moment.Text(step.At));
            }

            table.WriteTo(writer);
        }
    }
}
