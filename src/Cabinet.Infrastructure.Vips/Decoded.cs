using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>A decoded photograph, or the problem that prevented it: exactly one of the two is set.</summary>
/// <param name="Image">The image, possibly shrunk while it was loaded.</param>
/// <param name="Width">The photograph's own width in pixels, upright.</param>
/// <param name="Height">The photograph's own height in pixels, upright.</param>
/// <param name="Problem">Why there is no image.</param>
internal sealed record Decoded(Image? Image, int Width, int Height, PhotoProblem? Problem)
{
    public Decoded(PhotoErrorKind kind, string message)
        : this(null, 0, 0, new PhotoProblem(kind, message))
    {
    }
}
