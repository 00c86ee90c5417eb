using Cabinet.Application.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>The root key from the environment variable where it is set, else from the file.</summary>
internal sealed class ConfiguredRootKeyProvider : IRootKeyProvider
{
    private readonly SecurityOptions options;
    private readonly ISecureRandom random;
    private readonly ILogger<ConfiguredRootKeyProvider> logger;
    private readonly Func<string, string?> readVariable;

    public ConfiguredRootKeyProvider(
        IOptions<SecurityOptions> options, ISecureRandom random, ILogger<ConfiguredRootKeyProvider> logger)
        : this(options.Value, random, logger, Environment.GetEnvironmentVariable)
    {
    }

    internal ConfiguredRootKeyProvider(
        SecurityOptions options,
        ISecureRandom random,
        ILogger<ConfiguredRootKeyProvider> logger,
        Func<string, string?> readVariable)
    {
        this.options = options;
        this.random = random;
        this.logger = logger;
        this.readVariable = readVariable;
    }

    public RootKey Load(bool createIfMissing)
    {
        var variable = this.readVariable(this.options.RootKeyVariable);
        if (!string.IsNullOrEmpty(variable))
        {
            var source = $"the environment variable {this.options.RootKeyVariable}";
            return RootKeyText.TryParse(variable, source)
                ?? throw new RootKeyException(
                    $"The environment variable {this.options.RootKeyVariable} is set but holds no root key: it must be "
                    + "32 bytes in base64, which are 44 characters. Make one with: openssl rand -base64 32");
        }

        if (string.IsNullOrWhiteSpace(this.options.RootKeyFile))
        {
            throw new RootKeyException(
                $"There is no root key: the environment variable {this.options.RootKeyVariable} isn't set and no root key "
                + "file is configured. Set the one or the other.");
        }

        var file = new RootKeyFile(this.options.RootKeyFile);
        if (file.TryRead() is { } found)
        {
            return found;
        }

        return createIfMissing
            ? CreateFile(file)
            : throw new RootKeyException(
                $"The store has keys, but the root key that opens them is missing: there is no file {file.Path}, and "
                + $"the environment variable {this.options.RootKeyVariable} isn't set. Restore the root key from its "
                + "backup; a new one can't open this store.");
    }

    private RootKey CreateFile(RootKeyFile file)
    {
        if (file.TryCreate(this.random))
        {
            SecurityLog.RootKeyCreated(this.logger, file.Path);
        }

        return file.TryRead()
            ?? throw new RootKeyException(
                $"The root key file {file.Path} vanished right after it was created. Find out what removes "
                + "files there.");
    }
}
