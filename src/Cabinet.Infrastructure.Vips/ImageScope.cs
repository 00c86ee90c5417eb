using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Owns the native images of one call and frees them together, the latest first.</summary>
/// <remarks>libvips chains images lazily: each step refers to the ones before it.</remarks>
internal sealed class ImageScope : IDisposable
{
    private readonly Stack<Image> images = new();

    public Image Keep(Image image)
    {
        images.Push(image);
        return image;
    }

    public void Dispose()
    {
        while (images.TryPop(out var image)) image.Dispose();
    }
}
