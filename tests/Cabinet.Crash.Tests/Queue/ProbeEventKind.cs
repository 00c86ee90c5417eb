namespace Cabinet.Crash.Tests.Queue;

/// <summary>What happened.</summary>
internal enum ProbeEventKind
{
    /// <summary>A step's body ran.</summary>
    Ran,

    /// <summary>The other side of a keyed step heard of it.</summary>
    Delivered,

    /// <summary>A step returned, so its result is committed.</summary>
    After,
}
