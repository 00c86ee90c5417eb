namespace Cabinet.Peers;

/// <summary>A durable queue that Cabinet is read beside.</summary>
internal interface IPeer
{
    string Name { get; }

    /// <summary>The package's version.</summary>
    string Version { get; }

    IReadOnlyList<PeerFigure> Figures { get; }

    /// <summary>Opens it on a database, making its tables when they are missing.</summary>
    Task<IPeerQueue> OpenAsync(PeerFigure figure, string connectionString);
}
