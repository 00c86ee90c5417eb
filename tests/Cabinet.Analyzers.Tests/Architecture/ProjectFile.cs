using System.Xml.Linq;

namespace Cabinet.Analyzers.Tests.Architecture;

/// <summary>What a project file says, as it is written: imports and conditions are not evaluated.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _document;
    private readonly string _path;

    private ProjectFile(string path)
    {
        _path = path;
        _document = XDocument.Parse(Repository.Read(path));
    }

    /// <summary>The project's name, which is its file's.</summary>
    public string Name => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The projects whose code it sees; what it only builds with, such as an analyzer, is left out.</summary>
    public IEnumerable<string> References => Items("ProjectReference")
        .Where(item => item.Attribute("ReferenceOutputAssembly")?.Value != "false")
        .Select(ReferencedName);

    /// <summary>The projects that its compilation runs as analyzers.</summary>
    public IEnumerable<string> Analyzers => Items("ProjectReference")
        .Where(item => item.Attribute("OutputItemType")?.Value == "Analyzer")
        .Select(ReferencedName);

    /// <summary>The packages that it names itself.</summary>
    public IEnumerable<string> Packages => Includes("PackageReference");

    /// <summary>The files that it hands to its analyzers.</summary>
    public IEnumerable<string> AdditionalFiles => Includes("AdditionalFiles");

    /// <summary>Reads a project or props file by its path from the root.</summary>
    public static ProjectFile Read(string path) => new(path);

    /// <summary>Reads <c>src/NAME/NAME.csproj</c>.</summary>
    public static ProjectFile Source(string name) => new($"src/{name}/{name}.csproj");

    /// <summary>Every value that it gives to a property.</summary>
    public IEnumerable<string> Values(string property) =>
        _document.Descendants(property).Select(element => element.Value);

    /// <inheritdoc />
    public override string ToString() => _path;

    private static string ReferencedName(XElement item) =>
        Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'));

    private IEnumerable<string> Includes(string item) =>
        Items(item).Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));

    private IEnumerable<XElement> Items(string item) =>
        _document.Descendants(item).Where(element => element.Attribute("Include") is not null);
}
