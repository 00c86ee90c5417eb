using Cabinet.Application.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// The root key from whichever place an operator set: the environment variable, a systemd credential, a passphrase, or
/// else the file. Two places that are set are an error: nobody could say which one counts.
/// </summary>
internal sealed class ConfiguredRootKeyProvider : IRootKeyProvider
{
    private const string NextEnding = "_NEXT";

    private readonly SecurityOptions options;
    private readonly ISecureRandom random;
    private readonly ILogger<ConfiguredRootKeyProvider> logger;
    private readonly IRootKeySource[] current;
    private readonly IRootKeySource[] next;
    private readonly RootKeyFolder? folder;
    private readonly PassphraseSalt? salt;
    private readonly PassphraseSource passphrase;
    private readonly PassphraseSource nextPassphrase;

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
        if (!string.IsNullOrWhiteSpace(options.RootKeyFile))
        {
            this.folder = new RootKeyFolder(options.RootKeyFile, random);
            this.salt = new PassphraseSalt(this.folder.KeyPath + ".salt", random);
        }

        this.passphrase = new PassphraseSource(options.RootPassphraseVariable, this.salt, readVariable);
        this.nextPassphrase = new PassphraseSource(options.RootPassphraseVariable + NextEnding, this.salt, readVariable);
        this.current =
        [
            new VariableSource(options.RootKeyVariable, readVariable),
            new CredentialSource(options.RootKeyCredential, readVariable),
            this.passphrase,
        ];
        this.next =
        [
            new VariableSource(options.RootKeyVariable + NextEnding, readVariable),
            new CredentialSource(options.RootKeyCredential + "-next", readVariable),
            this.nextPassphrase,
            .. this.folder is null ? Array.Empty<IRootKeySource>() : [new FileSource(this.folder.NextPath)],
        ];
    }

    public RootKeySet Load(bool createIfMissing)
    {
        var loaded = new List<RootKey>();
        try
        {
            var key = LoadCurrent(createIfMissing);
            loaded.Add(key);
            var following = FindSet(this.next)?.Load();
            if (following is not null)
            {
                loaded.Add(following);
            }

            return new RootKeySet(key, following, this.folder?.ReadOld());
        }
        catch
        {
            loaded.ForEach(key => key.Dispose());
            throw;
        }
    }

    public void PrepareNext()
    {
        if (this.nextPassphrase.IsSet)
        {
            this.salt?.CreateIfMissing();
        }

        if (FindSet(this.next) is not null)
        {
            return;
        }

        if (FindSet(this.current) is { } source)
        {
            throw new RootKeyException(
                $"The root key comes from {source.Name}, which this program can't change. Bring the next one beside it "
                + $"({string.Join(", ", this.next.Select(place => place.Name))}), on every node, and run the command again.");
        }

        (this.folder ?? throw NothingConfigured()).PrepareNext();
    }

    public string FinishReplacement()
    {
        if (FindSet(this.next) is { } source and not FileSource)
        {
            return $"Every node now needs what {source.Name} holds as its root key: put it in the place of the old one, "
                + "remove the next one's, and start the nodes again, one by one.";
        }

        return this.folder?.Promote() is { } old
            ? $"The root key file {this.folder.KeyPath} holds the new root key: back it up. The old one is kept in {old} "
                + "for backups of the store that were made before; delete it when there are none, or at once if it leaked."
            : "The ring is under the current root key.";
    }

    private RootKey LoadCurrent(bool createIfMissing)
    {
        if (FindSet(this.current) is { } source)
        {
            if (createIfMissing && ReferenceEquals(source, this.passphrase))
            {
                this.salt?.CreateIfMissing();
            }

            return source.Load();
        }

        if (this.folder is null)
        {
            throw NothingConfigured();
        }

        return this.folder.Key.TryRead() ?? (createIfMissing ? CreateFile(this.folder.Key) : throw Missing(this.folder));
    }

    private static IRootKeySource? FindSet(IEnumerable<IRootKeySource> sources) =>
        sources.Where(source => source.IsSet).ToArray() switch
        {
            [] => null,
            [var only] => only,
            var several => throw new RootKeyException(
                $"The root key is set in more than one place: {string.Join(" and ", several.Select(place => place.Name))}. "
                + "Keep the one that counts and remove the others."),
        };

    private RootKeyException NothingConfigured() => new(
        $"There is no root key: the environment variable {this.options.RootKeyVariable} isn't set, there is no systemd "
        + $"credential {this.options.RootKeyCredential}, no passphrase in {this.options.RootPassphraseVariable}, and no "
        + "root key file is configured. Set one of them.");

    private RootKeyException Missing(RootKeyFolder folder) => new(
        $"The store has keys, but the root key that opens them is missing: there is no file {folder.KeyPath}, and "
        + $"neither the environment variable {this.options.RootKeyVariable}, the systemd credential "
        + $"{this.options.RootKeyCredential} nor a passphrase in {this.options.RootPassphraseVariable} is set. Restore the "
        + "root key from its backup, or copy it from another node of this store: every node needs the same one, and a new "
        + "one can't open this store.");

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
