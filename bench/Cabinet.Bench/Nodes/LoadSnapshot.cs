namespace Cabinet.Bench.Nodes;

/// <summary>How far a load is, and what it has cost.</summary>
/// <param name="At">A timestamp.</param>
/// <param name="Jobs">Jobs started so far.</param>
/// <param name="NodeCpu">Seconds of processor time of the nodes.</param>
/// <param name="ServerCpu">Seconds of processor time of the server.</param>
internal sealed record LoadSnapshot(long At, int Jobs, double NodeCpu, double ServerCpu)
{
    /// <summary>Jobs a second since an earlier one, and microseconds of node and server that each took.</summary>
    public IReadOnlyDictionary<string, double> Since(LoadSnapshot earlier)
    {
        double jobs = Jobs - earlier.Jobs;
        return new Dictionary<string, double>
        {
            ["jobs"] = jobs / TimeProvider.System.GetElapsedTime(earlier.At, At).TotalSeconds,
            ["node-cpu"] = (NodeCpu - earlier.NodeCpu) * 1e6 / jobs,
            ["server-cpu"] = (ServerCpu - earlier.ServerCpu) * 1e6 / jobs,
        };
    }
}
