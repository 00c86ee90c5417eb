namespace Cabinet.Infrastructure.Security;

/// <summary>Where the root key comes from, and which cryptographic profiles serve.</summary>
/// <remarks>
/// The environment variable, the systemd credential and the passphrase win where they are set, even to something invalid
/// (which is refused): the file is looked at only when none of them is. Two that are set are refused. Where there is
/// none and the store has no keys yet, the file is created. For a replacement the next root key is set beside the current
/// one: the variable's or credential's name with <c>_NEXT</c> or <c>-next</c> after it, or the file's with
/// <c>.next</c>.
/// </remarks>
public sealed class SecurityOptions
{
    /// <summary>What new key versions are made for. Default: by the processor.</summary>
    public SealingProfile Profile { get; set; }

    /// <summary>What profile 1 (AES-256-GCM) may be used for. Default: everything.</summary>
    public ProfileUse AesGcmUse { get; set; }

    /// <summary>What profile 2 (XChaCha20-Poly1305) may be used for. Default: everything.</summary>
    public ProfileUse XChaCha20Use { get; set; }

    /// <summary>
    /// The path of the file that holds the root key: 32 bytes in base64 on one line, readable by its owner only, in a
    /// folder that nobody else can write to. Default: none, so that only the environment variable serves.
    /// </summary>
    public string? RootKeyFile { get; set; }

    /// <summary>
    /// The name of the environment variable that holds the root key: 32 bytes in base64. Default: CABINET_ROOT_KEY.
    /// </summary>
    public string RootKeyVariable { get; set; } = "CABINET_ROOT_KEY";

    /// <summary>
    /// The name of the systemd credential that holds the root key, in the same text form. Default: cabinet-root-key.
    /// </summary>
    public string RootKeyCredential { get; set; } = "cabinet-root-key";

    /// <summary>
    /// The name of the environment variable that holds a passphrase of 16 to 1,024 characters, from which the root key is
    /// derived by Argon2id with the salt in a file beside <see cref="RootKeyFile"/>. Default: CABINET_ROOT_PASSPHRASE.
    /// </summary>
    public string RootPassphraseVariable { get; set; } = "CABINET_ROOT_PASSPHRASE";

    /// <summary>
    /// What the audit's checkpoints call this log (their origin, and the name of the key that signs them): 1 to 200
    /// characters without white space and plus, by custom a host and a path such as <c>audit.example.com/store-1</c>. No
    /// two stores may share it. It is used for a store's first checkpoint and stays from then on. Default: none, which
    /// makes it <c>cabinet.local/audit/</c> and the random id of the store's first checkpoint key.
    /// </summary>
    public string? AuditOrigin { get; set; }
}
