namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Whether the key version that an envelope names may open it.</summary>
internal enum KeyFit
{
    /// <summary>
    /// It may never: it is another purpose's or another tenant's, of another suite, or destroyed. The bytes are at fault.
    /// </summary>
    Never = 0,

    /// <summary>It may.</summary>
    Fits = 1,

    /// <summary>This process doesn't know it, or not as active yet: another may know more.</summary>
    NotHere = 2,
}
