using Cabinet.Samples.MakeSamples.Metadata;
using Cabinet.Samples.MakeSamples.Scenes;

namespace Cabinet.Samples.MakeSamples;

/// <summary>Every file of the sample set. The positions lie in the open North Sea.</summary>
internal static class Catalogue
{
    private const string Make = "Fjord Optical";
    private const string Owner = "Ingrid Sample";
    private const string Note = $"serial=FJ7-0042-1138;owner={Owner};shutter=18244;home-wifi=Kittiwake";

    private static readonly (double, double) Quay = (61.50417, 3.20125);
    private static readonly (double, double) Headland = (61.51862, 3.18340);

    public static IReadOnlyList<Photograph> Photographs { get; } =
    [
        new("photos/harbour.jpg", new Harbour(), 840,
            new CameraData { Make = Make, Model = "Fjord 7", Position = Quay, MakerNote = Note, Artist = Owner })
        {
            HasThumbnail = true,
        },
        new("photos/lighthouse.jpg", new Lighthouse(), 1080,
            new CameraData { Orientation = 6, Make = Make, Model = "Fjord 7", Position = Headland, MakerNote = Note })
        {
            HasThumbnail = true,
        },
        new("photos/fells.jpg", new Fells(), 840,
            new CameraData { Orientation = 3, Make = Make, Model = "Fjord 5", MakerNote = Note, Position = Headland }),
        new("photos/barometer.jpg", new Barometer(), 980,
            new CameraData { Orientation = 8, Make = "Tern", Model = "Tern Pocket", Description = "Stock 4711" }),
        new("photos/rye-bread.jpg", new RyeBread(), 800)
        {
            XmpTitle = "Rye bread, still warm",
            Comment = "Taken in the bakery's own kitchen, ask for Liv.",
        },
        new("photos/aurora.jpg", new NightSky(), 840,
            new CameraData { Make = "Tern", Model = "Tern X", Position = Headland, Taken = "2024:12:13 23:41:50" })
        {
            WideGamut = true,
        },
        new("photos/gannets.jpg", new Gannets(), 1020,
            new CameraData { Orientation = 6, Make = Make, Model = "Fjord 7", MakerNote = Note, Artist = Owner })
        {
            IptcHeadline = "Gannets on the west cliff",
            XmpTitle = "Gannets on the west cliff",
        },
        new("photos/cafe.jpg", new Cafe(), 1020,
            new CameraData { Orientation = 8, Make = "Tern", Model = "Tern Pocket", Position = Quay })
        {
            HasThumbnail = true,
        },
        new("photos/fell-race.jpeg", new FellRace(), 840,
            new CameraData { Orientation = 3, Make = "Tern", Model = "Tern X", Position = Headland }),
        new("photos/poster.jpg", new Poster(), 900)
        {
            IptcHeadline = "Concert poster",
            Comment = "Scanned at 300 dpi",
        },
        new("photos/wool-blanket.png", new Blanket(), 420,
            new CameraData { Make = "Tern", Model = "Tern Scan", Description = "Blanket, pattern 12" }),
        new("photos/tide-pool.webp", new TidePool(), 840,
            new CameraData { Make = "Tern", Model = "Tern X", Position = Headland })
        {
            XmpTitle = "Starfish at low water",
        },
        new("photos/kiln.tiff", new Kiln(), 360) { XmpTitle = "Firing day" },
        new("broken/interrupted-copy.jpg", new Harbour(), 300, new CameraData { Make = Make, Model = "Fjord 7" })
        {
            Kept = 0.55,
        },
    ];
}
