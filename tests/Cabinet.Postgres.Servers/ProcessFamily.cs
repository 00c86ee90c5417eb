using System.Globalization;

namespace Cabinet.Postgres.Servers;

/// <summary>A server's process and its children, told from later bearers of their ids by the time of their start.</summary>
internal sealed class ProcessFamily
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly List<(int Id, string Started)> members;

    private ProcessFamily(List<(int Id, string Started)> members) => this.members = members;

    public static ProcessFamily Of(int parent) => new(
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Fields: Read(id)))
            .Where(process => process.Fields is not null && (process.Id == parent || process.Fields.Parent == parent))
            .OrderBy(process => process.Id == parent ? 0 : 1)
            .Select(process => (process.Id, process.Fields!.Started)),
    ]);

    /// <summary>Sends SIGKILL to each that is still there, the server first, so that it starts no further children.</summary>
    public void Kill() => members.Where(IsAlive).ToList().ForEach(member => Signals.Send(member.Id, Signals.Kill));

    /// <summary>Completes when all have ended, whoever their parent is by then.</summary>
    public async Task EndAsync(CancellationToken cancelled)
    {
        while (members.Any(IsAlive))
        {
            await Task.Delay(Pause, TimeProvider.System, cancelled);
        }
    }

    // One that has ended stays a zombie until its parent looks, and a container's first process may never look.
    private static bool IsAlive((int Id, string Started) member) =>
        Read(member.Id) is { State: not ('Z' or 'X') } now && now.Started == member.Started;

    private static Fields? Read(int id)
    {
        try
        {
            // After the name, which stands in parentheses and may hold spaces: state, parent, ..., start time (22nd).
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Fields(fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Fields(char State, int Parent, string Started);
}
