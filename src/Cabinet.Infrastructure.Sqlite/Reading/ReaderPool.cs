using System.Collections.Concurrent;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>A few connections that only read, beside the writer: neither waits for the other.</summary>
internal sealed class ReaderPool(string path, int size, NameCache names) : IDisposable
{
    private readonly ConcurrentBag<ReaderSession> idle = [];
    private readonly SemaphoreSlim places = new(size, size);
    private volatile bool isClosed;

    public void Dispose()
    {
        isClosed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    /// <summary>Reads something small, on the caller's thread.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<ReaderSession, T> read, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return Read(read);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Reads something that may take long, on the thread pool.</summary>
    public async ValueTask<T> ReadManyAsync<T>(Func<ReaderSession, T> read, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(read), cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private T Read<T>(Func<ReaderSession, T> read)
    {
        if (isClosed)
        {
            throw new StoreException(StoreFault.Closed, $"The store '{path}' was closed.");
        }

        try
        {
            if (!idle.TryTake(out var session))
            {
                session = new ReaderSession(ConnectionFactory.OpenReader(path), names);
            }

            return ReadWith(session, read);
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }

    private T ReadWith<T>(ReaderSession session, Func<ReaderSession, T> read)
    {
        try
        {
            return session.InSnapshot(read);
        }
        finally
        {
            idle.Add(session);
            if (isClosed)
            {
                Dispose();
            }
        }
    }
}
