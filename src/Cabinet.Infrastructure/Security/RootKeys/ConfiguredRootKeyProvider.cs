using Cabinet.Application.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>The root key from the environment variable where it is set, else from the file.</summary>
internal sealed class ConfiguredRootKeyProvider : IRootKeyProvider
{
    private readonly SecurityOptions _options;
    private readonly ISecureRandom _random;
    private readonly ILogger<ConfiguredRootKeyProvider> _logger;
    private readonly Func<string, string?> _readVariable;

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
        _options = options;
        _random = random;
        _logger = logger;
        _readVariable = readVariable;
    }

    public RootKey Load(bool createIfMissing)
    {
        var variable = _readVariable(_options.RootKeyVariable);
        if (!string.IsNullOrEmpty(variable))
        {
            var source = $"the environment variable {_options.RootKeyVariable}";
            return RootKeyText.TryParse(variable, source)
                ?? throw new RootKeyException(
                    $"The environment variable {_options.RootKeyVariable} is set but holds no root key: it must be "
                    + "32 bytes in base64, which are 44 characters. Make one with: openssl rand -base64 32");
        }

        if (string.IsNullOrWhiteSpace(_options.RootKeyFile))
        {
            throw new RootKeyException(
                $"There is no root key: the environment variable {_options.RootKeyVariable} isn't set and no root key "
                + "file is configured. Set the one or the other.");
        }

        var file = new RootKeyFile(_options.RootKeyFile);
        if (file.TryRead() is { } found)
        {
            return found;
        }

        return createIfMissing
            ? CreateFile(file)
            : throw new RootKeyException(
                $"The store has keys, but the root key that opens them is missing: there is no file {file.Path}, and "
                + $"the environment variable {_options.RootKeyVariable} isn't set. Restore the root key from its "
                + "backup; a new one can't open this store.");
    }

    private RootKey CreateFile(RootKeyFile file)
    {
        if (file.TryCreate(_random))
        {
            SecurityLog.RootKeyCreated(_logger, file.Path);
        }

        return file.TryRead()
            ?? throw new RootKeyException(
                $"The root key file {file.Path} vanished right after it was created. Find out what removes "
                + "files there.");
    }
}
