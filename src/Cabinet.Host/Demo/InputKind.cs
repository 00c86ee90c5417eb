namespace Cabinet.Host.Demo;

/// <summary>What a file of an input folder is, by its ending.</summary>
internal enum InputKind
{
    /// <summary>A saved web page.</summary>
    Page,

    /// <summary>A photograph.</summary>
    Photo,
}
