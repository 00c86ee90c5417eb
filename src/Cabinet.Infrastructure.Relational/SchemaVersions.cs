using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Relational;

/// <summary>Which versions of a schema a release works with.</summary>
internal static class SchemaVersions
{
    /// <summary>The version that a store bears while another one is copied into it: no release opens it.</summary>
    public const int CopyMark = int.MaxValue;

    /// <summary>Refuses a schema that this release can't work with.</summary>
    /// <param name="store">The store, for people.</param>
    /// <param name="version">The version that it has; 0 when it has none yet.</param>
    /// <param name="minimum">What a release has to bring at least to open it.</param>
    /// <param name="latest">What this release brings.</param>
    /// <exception cref="StoreException">It is too old or too new.</exception>
    public static void RequireUsable(string store, int version, int minimum, int latest)
    {
        if (version < latest)
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                version == 0
                    ? $"The store '{store}' has no schema yet. Run 'cabinet db migrate'."
                    : $"The store '{store}' has schema version {version}, and this release needs {latest}. Run "
                    + "'cabinet db migrate'.");
        }

        RequireNotTooNew(store, version, minimum, latest);
    }

    /// <summary>Refuses a schema that only newer releases work with.</summary>
    /// <exception cref="StoreException">It is too new.</exception>
    public static void RequireNotTooNew(string store, int version, int minimum, int latest)
    {
        if (version == CopyMark)
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                $"Another store is being copied into '{store}', or that was interrupted. Run 'cabinet db copy' again with "
                + "the same source; it goes on and opens the store when everything is there. Nothing was changed.");
        }

        if (minimum > latest)
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                $"The store '{store}' has schema version {version}, which needs a release of Cabinet that brings at "
                + $"least version {minimum}; this one brings {latest}. Install a newer release. Nothing was changed.");
        }
    }
}
