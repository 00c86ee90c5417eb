using System.CommandLine;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys</c>: the life of keys.</summary>
internal static class KeysCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("keys", "List, rotate, retire and destroy keys.")
        {
            KeyListCommand.Create(),
            KeyStatusCommand.Create(),
            KeyRotateCommand.Create(),
            KeyRetireCommand.Create(),
            KeyDestroyCommand.Create(),
            KeyExportCommand.Create(),
            RootKeysCommand.Create(),
        }
        .WithNotes("Every change asks for a reason and is written to the audit log in the same commit.")
        .WithExamples(
            ("keys status", "how each version stands, and what still lies under it"),
            ("keys rotate --reason 'the yearly rotation'", "a new content key, without downtime"),
            ("keys export-public --purpose audit-checkpoint", "what verifies the audit's checkpoints"));
}
