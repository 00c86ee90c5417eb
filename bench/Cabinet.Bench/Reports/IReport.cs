namespace Cabinet.Bench.Reports;

/// <summary>Prints measurements as they come.</summary>
internal interface IReport
{
    void Add(Measurement measurement);
}
