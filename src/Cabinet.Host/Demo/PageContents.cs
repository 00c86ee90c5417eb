namespace Cabinet.Host.Demo;

/// <summary>How much structured data a page carries.</summary>
/// <param name="JsonLd">Top-level JSON-LD nodes.</param>
/// <param name="Microdata">Top-level microdata items.</param>
/// <param name="OpenGraph">Open Graph properties.</param>
/// <param name="DublinCore">Dublin Core statements.</param>
/// <param name="Images">Images that it shows, links or names.</param>
/// <param name="Warnings">Things that were broken and were left out or repaired.</param>
internal sealed record PageContents(
    int JsonLd, int Microdata, int OpenGraph, int DublinCore, int Images, int Warnings);
