using System.Globalization;
using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Sqlite.Seat;

/// <summary>One node per file: an operating system's lock on a file beside the database.</summary>
/// <remarks>
/// The lock is on <c>x.db.node</c> and ends with its process, however that ends. Who holds it stands in
/// <c>x.db.node.holder</c>, because a locked file can't be read everywhere; it is for messages only.
/// </remarks>
internal sealed class SqliteNodeSeat(SqliteStoreOptions options, TimeProvider time) : INodeSeat
{
    // What the operating systems say of a file that another process has locked.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly string lockPath = Path.GetFullPath(options.Path) + ".node";

    public bool IsExclusive => true;

    private string HolderPath => lockPath + ".holder";

    public IDisposable Take(string nodeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        var seat = new TakenSeat(Lock(), HolderPath);
        try
        {
            File.WriteAllText(HolderPath, Describe(nodeName));
            return seat;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            seat.Dispose();
            throw NotWritable(exception);
        }
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotWritable(exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new StoreException(
                StoreFault.Unavailable, $"There is no folder for '{lockPath}'. Create it first.", exception);
        }
        catch (IOException exception) when (!IsLocked(exception))
        {
            throw NotWritable(exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                StoreFault.InUse,
                $"The store '{options.Path}' belongs to another node: {ReadHolder()}. An embedded store takes one node "
                + "at a time. Stop that one first, or give this one a store of its own.",
                exception);
        }
    }

    private static bool IsLocked(IOException exception) =>
        exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation;

    private string Describe(string nodeName) => string.Create(
        CultureInfo.InvariantCulture,
        $"{nodeName} (process {Environment.ProcessId} on {Environment.MachineName}, since {time.GetUtcNow():u})");

    private string ReadHolder()
    {
        try
        {
            return File.ReadAllText(HolderPath).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "one that didn't leave its name";
        }
    }

    private StoreException NotWritable(Exception exception) => new(
        StoreFault.ReadOnly,
        $"The file '{lockPath}' can't be written, and a node needs it to have the store to itself. Give this user "
        + "write access to its folder.",
        exception);
}
