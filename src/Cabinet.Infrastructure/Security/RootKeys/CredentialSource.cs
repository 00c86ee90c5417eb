using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// A systemd credential (<c>LoadCredential=</c>, <c>LoadCredentialEncrypted=</c>, systemd.exec(5)): a file in the folder
/// that CREDENTIALS_DIRECTORY names, for this service alone and never on disk in the clear.
/// </summary>
internal sealed class CredentialSource(string credential, Func<string, string?> readVariable) : IRootKeySource
{
    internal const string Folder = "CREDENTIALS_DIRECTORY";

    public string Name => $"the systemd credential {credential}";

    public bool IsSet => Path is { } path && File.Exists(path);

    private string? Path => readVariable(Folder) is { Length: > 0 } folder
        ? System.IO.Path.Combine(folder, credential)
        : null;

    public RootKey Load() =>
        new RootKeyFile(Path!).TryRead()
        ?? throw new RootKeyException($"{Name} was there a moment ago, and is gone. Start the service again.");
}
