using System.CommandLine;

namespace Cabinet.Host.Commands.Demo;

/// <summary><c>cabinet demo</c>: pages and photographs through the pipelines, watched.</summary>
internal static class DemoCommand
{
    private const string Notes = """
        Pages (.html .htm .xhtml) are parsed into structured data; photographs (.jpg .jpeg .png .webp .tiff .heic)
        are turned upright, stripped of all metadata and rendered in three sizes; both are published to a feed.
        Everything at rest is encrypted. Kill it half-way and start it again with the same data folder: it goes on,
        and repeats nothing.

        With --json each line is one event (scanned, ignored, submitted, stage, deadLettered, completed, hindered,
        written); the last one is {"summary": {"items", "completed", "degraded", "deadLettered", "retries", "jobs",
        "seconds", "output"}}.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Option<string?>("--input")
        {
            HelpName = "DIR",
            Description = "The folder of pages and photographs. Default: the repository's samples/input.",
        };
        var output = new Option<string?>("--output")
        {
            HelpName = "DIR",
            Description = "Write the results decrypted into this folder: pages/, photos/ and feed.json. It must be "
                + "new, empty or an "
                + "earlier output.",
        };
        var concurrency = CommonOptions.Number("--concurrency", 1, 1_000, "How many jobs of each queue run at once.");
        return new Command("demo", "Watch pages and photographs go through a durable, encrypted pipeline.")
            {
                input,
                output,
                concurrency,
            }
            .WithCommonOptions()
            .WithNotes(Notes)
            .WithExamples(
                ("demo", "the project's own samples"),
                ("demo --input ~/Pictures --output out", "your own files, with the results in the clear"),
                ("demo --json | tail -n 1", "the summary for a script"))
            .Does(context => DemoProgram.RunAsync(
                context,
                context.Parsed.GetValue(input),
                context.Parsed.GetValue(output),
                context.Parsed.GetValue(concurrency)));
    }
}
