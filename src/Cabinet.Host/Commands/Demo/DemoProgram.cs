using Cabinet.Host.Demo;
using Cabinet.Host.Demo.Running;
using Cabinet.Host.Demo.Views;
using Spectre.Console;

namespace Cabinet.Host.Commands.Demo;

/// <summary>Starts a node, runs the demo on it, and stops it.</summary>
internal static class DemoProgram
{
    /// <summary>Runs the demo.</summary>
    public static async Task<ExitCode> RunAsync(
        CommandContext context, string? inputPath, string? outputPath, int? concurrency)
    {
        var input = RequireInput(inputPath);
        var output = outputPath is null ? null : OutputFolder.Open(outputPath);
        var listing = InputScanner.Scan(input, [context.Data.Path, .. output is null ? [] : new[] { output.Path }]);
        if (listing.Files.Count == 0)
        {
            throw new CommandException(
                ExitCode.Usage,
                "emptyInput",
                $"There are neither pages nor photographs in {input} ({listing.Ignored.Count} other files). The demo "
                    + "takes files that "
                + $"end in {InputScanner.Endings}.");
        }

        var view = CreateView(context);
        view.Scanned(input, listing);
        await using var node = await NodeProcess.StartAsync(
            context, concurrency, services => services.AddDemoRun(view));
        await node.Services.GetRequiredService<DemoRun>().RunAsync(listing, output, context.CancellationToken);
        return ExitCode.Done;
    }

    private static string RequireInput(string? path)
    {
        var input = path ?? SampleFolder.Find() ?? throw new CommandException(
            ExitCode.Usage, "noInput", "There are no samples beside this program. Name a folder of pages and "
                + "photographs with --input.");
        return Directory.Exists(input)
            ? Path.GetFullPath(input)
            : throw new CommandException(
                ExitCode.Usage, "noInput", $"There is no folder {Path.GetFullPath(input)}. Name a folder of pages and "
                    + "photographs with --input.");
    }

    private static IDemoView CreateView(CommandContext context)
    {
        if (context.Output.IsJson)
        {
            return new JsonView(context.Output);
        }

        var closing = new ClosingWords(context.Data, context.Store);
        var console = AnsiConsole.Console;
        return console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected && !context.IsVerbose
            ? new LiveView(console, closing)
            : new PlainView(context.Output, closing, TimeProvider.System);
    }
}
