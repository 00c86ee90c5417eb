namespace Cabinet.Bench.Reports;

/// <summary>Prints measurements as they come.</summary>
internal interface IReport
{
    /// <summary>Says what is measured on, before the first measurement.</summary>
    void Begin(RunConditions conditions);

    void Add(Measurement measurement);
}
