using Cabinet.Application.Integrations.Photos;
using Cabinet.Host.Demo;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Integrations.Pages;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Vips;

namespace Cabinet.Host;

/// <summary>Composes what every command of this program works with.</summary>
internal static class CabinetServices
{
    /// <summary>Adds Cabinet on a store and its folders, with the demo's jobs and pipelines.</summary>
    public static IServiceCollection AddCabinetOn(
        this IServiceCollection services, StoreAddress store, DataFolder data, PayloadFolder payloads)
    {
        store.AddTo(services);
        services.AddLocalFolder(options => options.Path = data.Path);
        services.AddAngleSharpPages();
        services.AddVipsPhotos(new PhotoLimits { MaximumParallel = Math.Max(2, Environment.ProcessorCount) });
        services.AddSingleton<Blobs>();
        services.AddSingleton<FeedPublisher>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<Submitter>();
        return services.AddCabinet(cabinet =>
        {
            cabinet.UseRootKeyFile(data.RootKey).AddDemo();
            if (payloads.Path is { } folder)
            {
                cabinet.StorePayloads(folder);
            }
        });
    }
}
