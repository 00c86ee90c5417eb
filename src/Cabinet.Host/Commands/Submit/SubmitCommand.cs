using System.CommandLine;
using Cabinet.Host.Demo;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Submit;

/// <summary><c>cabinet submit</c>: hands files to the pipelines; a node works on them.</summary>
internal static class SubmitCommand
{
    private const string Notes = """
        It returns when every file is durable; a running 'serve' or the next 'demo' works on them. The same file with
        the same content is accepted once, however often it is submitted. Paths are taken relative to a named folder; a
        single file is known by its name.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Pages, photographs, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        return new Command("submit", "Hand pages and photographs to their pipelines, beside a running node too.")
            {
                paths,
            }
            .WithCommonOptions()
            .WithNotes(Notes)
            .WithExamples(
                ("submit page.html photo.jpg", "two files"),
                ("submit ~/Pictures --json", "a folder, for a script"))
            .Does(context => RunAsync(context, context.Parsed.GetRequiredValue(paths)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string[] paths)
    {
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            throw new CommandException(
                ExitCode.Usage, "noInput", $"There is no file or folder {Path.GetFullPath(missing)}. Nothing was "
                    + "submitted.");
        }

        InputListing[] listings =
        [
            InputScanner.Take(paths.Where(File.Exists)),
            .. paths.Where(Directory.Exists).Select(path => InputScanner.Scan(path, context.Data.Path)),
        ];
        await using var session = await StoreSession.OpenAsync(context, create: true);
        var submitter = session.Get<Submitter>();
        foreach (var file in listings.SelectMany(listing => listing.Ignored))
        {
            Ignore(context.Output, file);
        }

        foreach (var file in listings.SelectMany(listing => listing.Files))
        {
            var submission = await submitter.SubmitAsync(
                file, ignored => Ignore(context.Output, ignored), context.CancellationToken);
            if (submission is not null)
            {
                Report(context.Output, submission);
            }
        }

        return ExitCode.Done;
    }

    private static void Report(CommandOutput output, Submission submission)
    {
        var pipeline = DemoPipelines.Of(submission.File.Kind).Name.Value;
        var task = submission.Task.ToString();
        if (output.IsJson)
        {
            output.Line(
                new SubmissionLine(submission.File.Path, task, pipeline, submission.IsNew, null),
                OutputJson.Default.SubmissionLine);
        }
        else
        {
            var note = submission.IsNew ? "" : "  (submitted before)";
            output.Results.WriteLine($"{task}  {pipeline}  {Printable.Text(submission.File.Path)}{note}");
        }
    }

    private static void Ignore(CommandOutput output, IgnoredFile file)
    {
        if (output.IsJson)
        {
            output.Line(
                new SubmissionLine(file.Path, null, null, null, file.Reason), OutputJson.Default.SubmissionLine);
        }
        else
        {
            output.Errors.WriteLine($"left out: {Printable.Text(file.Path)} {file.Reason}");
        }
    }
}
