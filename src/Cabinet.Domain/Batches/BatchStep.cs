namespace Cabinet.Domain.Batches;

/// <summary>What a change of a batch leads to.</summary>
/// <param name="Progress">How far it is afterwards.</param>
/// <param name="ReleasesFailure">Whether its failure job may run from now on.</param>
/// <param name="Ends">
/// Whether it ends with this: its completion job may run from now on, its success job too if all succeeded; what was held
/// for another end goes.
/// </param>
public readonly record struct BatchStep(BatchProgress Progress, bool ReleasesFailure, bool Ends)
{
    /// <summary>Whether any callback may run from now on.</summary>
    public bool Releases => ReleasesFailure || Ends;
}
