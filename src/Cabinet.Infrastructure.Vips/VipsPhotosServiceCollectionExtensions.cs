using Cabinet.Application.Integrations.Photos;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Registers the photo processor on libvips.</summary>
public static class VipsPhotosServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IPhotoProcessor"/> on libvips, as one instance for the whole process.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="limits">How much it takes on; the defaults of <see cref="PhotoLimits"/> when left out.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its range.</exception>
    /// <remarks>The native library is loaded when the processor is first asked for; where it is missing, that throws
    /// an <see cref="InvalidOperationException"/> that says what to install. libvips's settings are the process's:
    /// its operation cache is turned off and each operation gets one thread, since photographs run in parallel.
    /// </remarks>
    public static IServiceCollection AddVipsPhotos(this IServiceCollection services, PhotoLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        limits ??= new PhotoLimits();
        limits.Validate();
        return services.AddSingleton<IPhotoProcessor>(_ => new VipsPhotoProcessor(VipsRuntime.Start(), limits));
    }
}
