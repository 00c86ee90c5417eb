using Cabinet.Application.Integrations.Photos;
using Cabinet.Domain.Integrations;
using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>The photo processor on libvips.</summary>
internal sealed class VipsPhotoProcessor(Provenance adapter, PhotoLimits limits) : IPhotoProcessor, IDisposable
{
    private readonly SemaphoreSlim turns = new(limits.MaximumParallel);
    private readonly PhotoDecoder decoder = new(limits);

    public Provenance Adapter => adapter;

    public ValueTask<PhotoOutcome> PrepareAsync(PhotoSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return InTurnAsync(() => Prepare(source.Content, cancellationToken), cancellationToken);
    }

    public ValueTask<PhotoOutcome> RenderAsync(
        ReadOnlyMemory<byte> master, RenditionSpec rendition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rendition);
        return InTurnAsync(() => Render(master, rendition, cancellationToken), cancellationToken);
    }

    public void Dispose() => turns.Dispose();

    // The semaphore bounds the memory of all calls together; the work itself never awaits.
    private async ValueTask<PhotoOutcome> InTurnAsync(Func<PhotoOutcome> work, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    private PhotoOutcome Prepare(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var scope = new ImageScope();
        var decoded = decoder.Decode(scope, content, sizeNeeded: null, cancellationToken);
        if (decoded.Image is not { } image) return Refuse(decoded.Problem!);
        return Finish(image, () => PhotoEncoder.WriteMaster(scope, image), cancellationToken);
    }

    private PhotoOutcome Render(
        ReadOnlyMemory<byte> master, RenditionSpec rendition, CancellationToken cancellationToken)
    {
        using var scope = new ImageScope();
        var decoded = decoder.Decode(scope, master, rendition.MaximumEdge, cancellationToken);
        if (decoded.Image is not { } image) return Refuse(decoded.Problem!);
        return Finish(
            image,
            () => PhotoEncoder.Write(scope, ScaleDown(scope, decoded, rendition.MaximumEdge), rendition.Format),
            cancellationToken);
    }

    private static Image ScaleDown(ImageScope scope, Decoded photo, int maximumEdge)
    {
        var (width, height) = FitWithin(photo.Width, photo.Height, maximumEdge);
        if (width == photo.Image!.Width && height == photo.Image.Height) return photo.Image;
        return scope.Keep(photo.Image.ThumbnailImage(width, height: height, size: Enums.Size.Force, noRotate: true));
    }

    private static (int Width, int Height) FitWithin(int width, int height, int maximumEdge)
    {
        var longer = Math.Max(width, height);
        return longer <= maximumEdge ? (width, height) : (Scale(width), Scale(height));

        int Scale(int side) => Math.Max(1, (int)(((2L * side * maximumEdge) + longer) / (2L * longer)));
    }

    private PhotoOutcome Finish(Image image, Func<EncodedPhoto> write, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => image.SetKill(true));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (content, mediaType, width, height) = write();
            return new PhotoOutcome.Success(content, mediaType, width, height, adapter);
        }
        catch (VipsException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Refuse(new PhotoProblem(
                PhotoErrorKind.ProcessingFailed, "The image library couldn't write the finished image."));
        }
    }

    private PhotoOutcome.Failure Refuse(PhotoProblem problem) => new(problem.Kind, problem.Message, adapter);
}
