namespace Cabinet.Crash.Tests.Demo;

/// <summary>A part of the demo's run.</summary>
internal enum DemoPhase
{
    /// <summary>Migration, creation of the keys, registration of the node, and the first file.</summary>
    StartUp,

    /// <summary>Files are submitted while jobs run.</summary>
    Submission,

    /// <summary>Claims, steps, publications and settlements.</summary>
    Work,

    /// <summary>Results are written, and the node leaves.</summary>
    Output,
}
