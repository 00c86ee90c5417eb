namespace Cabinet.Crash.Tests.Features;

/// <summary>What a job of the storm is for.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Kind">The feature.</param>
/// <param name="Key">Its unique key or its partition.</param>
/// <param name="Sequence">Its number within the key.</param>
/// <param name="Batch">Its batch, or a dash.</param>
/// <param name="Role">What it is in its batch, or a dash.</param>
internal sealed record FeatureWork(string Job, string Kind, string Key, int Sequence, string Batch, string Role);
