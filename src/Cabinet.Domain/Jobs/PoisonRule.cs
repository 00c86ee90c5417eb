namespace Cabinet.Domain.Jobs;

/// <summary>What becomes of a job whose node died under it.</summary>
/// <remarks>
/// Any job that was claimed when its node died is a suspect, because nobody can tell which of them was the cause. A
/// suspect runs alone on its node, so its next death is its own: three of those, and it is quarantined.
/// </remarks>
public static class PoisonRule
{
    /// <summary>How many nodes may die under a job that runs alone.</summary>
    public const int DeathsAlone = 3;

    /// <summary>Whether the job is quarantined after this death.</summary>
    /// <param name="deathsAlone">Deaths while it ran alone, this one included.</param>
    public static bool IsPoison(int deathsAlone) => deathsAlone >= DeathsAlone;
}
