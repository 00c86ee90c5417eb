using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Entries;
using Cabinet.Infrastructure.Security.Audit.Proofs;
using Cabinet.Infrastructure.Security.Audit.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Security.Audit;

/// <summary>Puts the audit log into a host.</summary>
internal static class AuditRegistration
{
    internal static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<SecurityOptions>()
            .Validate(
                options => options.AuditOrigin is null || CheckpointOrigin.IsValid(options.AuditOrigin),
                "SecurityOptions.AuditOrigin is no origin: 1 to 200 characters without white space and plus, such as "
                + "audit.example.com/store-1.");
        services.TryAddSingleton<IAuditEncoder, AuditEncoder>();
        services.TryAddSingleton<ICheckpointKeys, RingCheckpointKeys>();
        services.TryAddSingleton<CheckpointWriter>();
        services.TryAddSingleton<IAuditSequencer, AuditSequencer>();
        services.TryAddSingleton<IAuditVerifierKeys, AuditVerifierKeys>();
        services.TryAddSingleton<IAuditProver, AuditProver>();
        services.TryAddSingleton<IAuditVerifier, AuditVerifier>();
        services.TryAddSingleton<IAuditExporter, AuditExporter>();
        return services;
    }
}
