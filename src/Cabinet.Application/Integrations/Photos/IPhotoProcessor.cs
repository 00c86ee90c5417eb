using Cabinet.Domain.Integrations;

namespace Cabinet.Application.Integrations.Photos;

/// <summary>Turns photographs from anywhere into clean images: upright, sRGB, and free of metadata.</summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>What comes out holds pixels only. EXIF, XMP, IPTC, colour profiles, comments, maker notes, embedded
/// thumbnails and the recorded resolution are gone; the orientation and the colour profile were applied first.</item>
/// <item>A photograph comes out whole or not at all: truncated or visibly damaged data is a
/// <see cref="PhotoOutcome.Failure"/>, never an image with a grey part.</item>
/// <item>The same bytes and the same specification give the same bytes out, alone or in parallel, as long as
/// <see cref="Adapter"/> and the machine's architecture stay the same.</item>
/// <item>What is read, decoded and run at once is bounded by <see cref="PhotoLimits"/>; sizes are checked before any
/// pixel is decoded.</item>
/// <item>No call has a side effect, so each may be repeated at any time. Members may be called in parallel.</item>
/// </list>
/// What is expected to go wrong is a <see cref="PhotoOutcome.Failure"/>. Exceptions are left for cancellation and for
/// an installation that can't process any photograph at all.
/// </remarks>
public interface IPhotoProcessor
{
    /// <summary>The adapter and the version of the technology behind it, as every outcome carries them.</summary>
    Provenance Adapter { get; }

    /// <summary>Decodes a photograph within the limits and makes its master image: upright, sRGB, 8 bits, no metadata,
    /// as many pixels as the photograph has. Of several frames or pages the first is taken.</summary>
    /// <param name="source">The photograph as it was received.</param>
    /// <param name="cancellationToken">Stops the work between, and as far as possible within, its steps.</param>
    /// <returns>The master image in a format that <see cref="RenderAsync"/> reads, or why there is none.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<PhotoOutcome> PrepareAsync(PhotoSource source, CancellationToken cancellationToken);

    /// <summary>Makes one rendition of a master image. It is never larger than the master.</summary>
    /// <param name="master">The bytes that <see cref="PrepareAsync"/> returned. Other bytes are treated with the same
    /// distrust as a <see cref="PhotoSource"/> and come out just as clean.</param>
    /// <param name="rendition">The size and the format wanted.</param>
    /// <param name="cancellationToken">Stops the work between, and as far as possible within, its steps.</param>
    /// <returns>The rendition, or why there is none.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<PhotoOutcome> RenderAsync(
        ReadOnlyMemory<byte> master, RenditionSpec rendition, CancellationToken cancellationToken);
}
