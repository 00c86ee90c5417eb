using System.Text;

namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>An EXIF 2.32 block: "Exif", a TIFF header, and the directories for image, camera, position and
/// thumbnail.</summary>
internal static class ExifBlock
{
    public static byte[] Write(CameraData data)
    {
        var (image, camera, position, preview) = (Image(data), Camera(data), Position(data), Preview(data));
        // The pointers must be there before sizes are added up; their values follow from the sizes.
        image.Long(0x8769, 0);
        if (position is not null) image.Long(0x8825, 0);
        preview?.Long(0x0201, 0);

        const int imageAt = 8;
        var cameraAt = imageAt + image.Size();
        var positionAt = cameraAt + camera.Size();
        var previewAt = positionAt + (position?.Size() ?? 0);
        image.Long(0x8769, cameraAt);
        if (position is not null) image.Long(0x8825, positionAt);
        preview?.Long(0x0201, previewAt + preview.Size());

        return
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, imageAt, 0, 0, 0,
            .. image.Write(imageAt, preview is null ? 0 : previewAt),
            .. camera.Write(cameraAt, 0),
            .. position?.Write(positionAt, 0) ?? [],
            .. preview?.Write(previewAt, 0) ?? [],
            .. data.Thumbnail ?? [],
        ];
    }

    private static TiffDirectory Image(CameraData data)
    {
        var directory = new TiffDirectory();
        directory.Text(0x010E, data.Description);
        directory.Text(0x010F, data.Make);
        directory.Text(0x0110, data.Model);
        directory.Short(0x0112, data.Orientation);
        directory.Rationals(0x011A, (300, 1));
        directory.Rationals(0x011B, (300, 1));
        directory.Short(0x0128, 2);
        directory.Text(0x0131, "Fjord Firmware 2.4.1");
        directory.Text(0x0132, data.Taken);
        directory.Text(0x013B, data.Artist);
        directory.Text(0x8298, "The Cabinet project, Apache-2.0");
        return directory;
    }

    private static TiffDirectory Camera(CameraData data)
    {
        var directory = new TiffDirectory();
        directory.Rationals(0x829A, (1, 250));
        directory.Rationals(0x829D, (56, 10));
        directory.Short(0x8827, 200);
        directory.Bytes(0x9000, 7, "0232"u8.ToArray());
        directory.Text(0x9003, data.Taken);
        directory.Text(0x9004, data.Taken);
        directory.Rationals(0x920A, (35, 1));
        directory.Text(0xA431, "FJ7-0042-1138");
        if (data.MakerNote is not null)
            directory.Bytes(0x927C, 7, [.. "FJORD\0\u0001\0"u8, .. Encoding.UTF8.GetBytes(data.MakerNote)]);
        return directory;
    }

    private static TiffDirectory? Position(CameraData data)
    {
        if (data.Position is not { } place) return null;
        var directory = new TiffDirectory();
        directory.Bytes(0x0000, 1, [2, 3, 0, 0]);
        directory.Text(0x0001, place.North < 0 ? "S" : "N");
        directory.Rationals(0x0002, Sexagesimal(place.North));
        directory.Text(0x0003, place.East < 0 ? "W" : "E");
        directory.Rationals(0x0004, Sexagesimal(place.East));
        directory.Bytes(0x0005, 1, [0]);
        directory.Rationals(0x0006, (12, 1));
        directory.Text(0x001D, data.Taken[..10]);
        return directory;
    }

    private static TiffDirectory? Preview(CameraData data)
    {
        if (data.Thumbnail is not { } thumbnail) return null;
        var directory = new TiffDirectory();
        directory.Short(0x0103, 6);
        directory.Long(0x0202, thumbnail.Length);
        return directory;
    }

    private static (uint, uint)[] Sexagesimal(double degrees)
    {
        var hundredths = (uint)Math.Round(Math.Abs(degrees) * 360_000);
        return [(hundredths / 360_000, 1), (hundredths / 6_000 % 60, 1), (hundredths % 6_000, 100)];
    }
}
