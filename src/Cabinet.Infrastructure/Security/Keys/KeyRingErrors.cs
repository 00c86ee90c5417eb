using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>What can be wrong with a ring, in words that say which key and what to do.</summary>
internal static class KeyRingErrors
{
    internal static KeyRingException NotOpen() => new(
        "The key ring isn't open: nothing can be sealed, opened or digested before IKeyRing.OpenAsync has succeeded.");

    internal static KeyRingException OtherRootKey(KeyVersionRecord record, KeyId wrappedUnder, RootKey root) => new(
        $"{Name(record)} can't be opened: it is wrapped under root key {wrappedUnder}, but {root.Source} holds "
        + $"root key {root.Id}. Put the root key that this store was made with back there (where several nodes share a "
        + "store, every one needs the same root key: copy it from one that runs), or open the store that belongs to this "
        + "root key.",
        record.KeyId,
        record.Version);

    internal static KeyRingException Damaged(KeyVersionRecord record) => new(
        $"{Name(record)} can't be opened: its record in the store is damaged or was changed. Restore the store's key "
        + "records from a backup; no other key opens what this one sealed.",
        record.KeyId,
        record.Version);

    internal static KeyRingException UnknownProfile(KeyVersionRecord record) => new(
        $"{Name(record)} has the cryptographic profile {record.Profile}, which this program doesn't know. Run the "
        + "version of the program that created the key, or a newer one.",
        record.KeyId,
        record.Version);

    internal static KeyRingException UnknownState(KeyVersionRecord record) => new(
        $"{Name(record)} is in the unknown state {(int)record.State}. Its record in the store is damaged or was made "
        + "by a newer program.",
        record.KeyId,
        record.Version);

    internal static KeyRingException Duplicate(KeyVersionRecord record) => new(
        $"{Name(record)} stands in the store twice. Its records are damaged or were changed: restore them from "
        + "a backup.",
        record.KeyId,
        record.Version);

    internal static KeyRingException ProfileMayNotSeal(KeyVersionRecord record, ProfileUse use) => new(
        $"{Name(record)} seals, but its cryptographic profile {record.Profile} is {use} by SecurityOptions. Make the "
        + "profile active again, rotate the key to another profile (SecurityOptions.Profile), and only then forbid it.",
        record.KeyId,
        record.Version);

    internal static KeyRingException TwoPurposes(KeyVersionRecord record, KeyVersionRecord owner) => new(
        $"{Name(record)} has the id of a key for another purpose or tenant ({Name(owner)}). A key serves one purpose: "
        + "its records are damaged or were changed. Restore them from a backup.",
        record.KeyId,
        record.Version);

    internal static KeyRingException NoUsesReserved(KeyId keyId, KeyVersion version, Exception? cause) => new(
        $"No uses of key {keyId} version {version} could be reserved in the store in time, so nothing is sealed: uses are "
        + "counted there before they are made. See why the store doesn't answer; then try again.",
        cause);

    internal static KeyRingException NoActiveKey(string purpose) => new(
        $"The ring has no active key for {purpose}. A ring that has keys isn't given new ones silently: activate or "
        + "rotate one, or restore the store's key records from a backup.");

    private static string Name(KeyVersionRecord record) =>
        $"Key {record.KeyId} version {record.Version} ({record.Purpose})";
}
