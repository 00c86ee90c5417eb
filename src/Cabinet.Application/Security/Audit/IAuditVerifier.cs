using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Application.Security.Audit;

/// <summary>Verifies a whole log from its entries up. It needs no key of the store, and trusts nothing in it.</summary>
public interface IAuditVerifier
{
    /// <summary>The longest line of an export, in bytes.</summary>
    const int MaximumLine = 128 * 1024;

    /// <summary>Verifies the log in a store, in bounded memory.</summary>
    /// <param name="log">The log; what is appended meanwhile isn't looked at.</param>
    /// <param name="trust">What is known from elsewhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A verifier key isn't written as one.</exception>
    ValueTask<AuditVerification> VerifyAsync(
        IAuditReader log, AuditTrust trust, CancellationToken cancellationToken);

    /// <summary>Verifies what <see cref="IAuditExporter"/> wrote.</summary>
    /// <inheritdoc cref="VerifyAsync" path="/exception"/>
    /// <param name="export">The export.</param>
    /// <param name="trust">What is known from elsewhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<AuditVerification> VerifyExportAsync(
        Stream export, AuditTrust trust, CancellationToken cancellationToken);
}
