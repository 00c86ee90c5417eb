namespace Cabinet.Infrastructure.Sqlite.Seat;

/// <summary>A seat that is taken until this is disposed of.</summary>
internal sealed class TakenSeat(FileStream held, string holderPath) : IDisposable
{
    public void Dispose()
    {
        // The lock's file stays: deleting it would let two nodes lock two files of the same name.
        try
        {
            File.Delete(holderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It only names the holder; the next one overwrites it.
        }

        held.Dispose();
    }
}
