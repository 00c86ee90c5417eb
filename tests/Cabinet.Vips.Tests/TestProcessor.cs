using Cabinet.Application.Integrations.Photos;
using Cabinet.Infrastructure.Vips;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Vips.Tests;

/// <summary>The processor as a host gets it: from the container, by its port.</summary>
internal sealed class TestProcessor : IDisposable
{
    private readonly ServiceProvider services;

    public TestProcessor(PhotoLimits? limits = null)
    {
        services = new ServiceCollection().AddVipsPhotos(limits).BuildServiceProvider();
        Port = services.GetRequiredService<IPhotoProcessor>();
    }

    public IPhotoProcessor Port { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async Task<PhotoOutcome.Success> PrepareAsync(byte[] photo) =>
        Assert.IsType<PhotoOutcome.Success>(await Port.PrepareAsync(new PhotoSource(photo), Cancelled));

    public async Task<PhotoOutcome.Failure> FailToPrepareAsync(byte[] photo) =>
        Assert.IsType<PhotoOutcome.Failure>(await Port.PrepareAsync(new PhotoSource(photo), Cancelled));

    public async Task<PhotoOutcome.Success> RenderAsync(
        ReadOnlyMemory<byte> master, int edge, RenditionFormat format) =>
        Assert.IsType<PhotoOutcome.Success>(
            await Port.RenderAsync(master, new RenditionSpec("test", edge, format), Cancelled));

    public void Dispose() => services.Dispose();
}
