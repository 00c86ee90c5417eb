using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Cabinet.Host.Commands;

/// <summary>What commands add to their help.</summary>
internal static class HelpTexts
{
    private const string ExitCodes = """
        Exit codes:
          0    done (for the demo also when items ended in the dead-letter queue)
          1    what the command is about doesn't exist, or doesn't allow it
          2    the command line is wrong
          3    another node runs on the store, which takes only one
          4    store, storage, key or output can't be used; the message says why
          5    an audit log or a proof failed its verification; the message says what is wrong
          70   a bug in Cabinet
          130  stopped by Ctrl-C or a signal

        """;

    private static readonly ConditionalWeakTable<Command, List<string>> Texts = [];

    /// <summary>Adds a paragraph.</summary>
    public static Command WithNotes(this Command command, string notes)
    {
        Texts.GetOrCreateValue(command).Add($"{notes.TrimEnd()}\n");
        return command;
    }

    /// <summary>Adds examples, each with what it does; the program's name is put before them.</summary>
    public static Command WithExamples(this Command command, params (string Line, string Purpose)[] examples)
    {
        var width = examples.Max(example => example.Line.Length);
        var lines = examples.Select(example =>
            $"  {Invocation.Name} {example.Line.PadRight(width)}  {example.Purpose}");
        Texts.GetOrCreateValue(command).Add($"Examples:\n{string.Join('\n', lines)}\n");
        return command;
    }

    /// <summary>Writes what a command adds, and the exit codes.</summary>
    public static void Write(Command command, TextWriter writer)
    {
        if (Texts.TryGetValue(command, out var texts))
        {
            foreach (var text in texts)
            {
                writer.WriteLine(text);
            }
        }

        writer.WriteLine(ExitCodes);
    }
}
