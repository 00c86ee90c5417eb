using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Model;

/// <summary>What one operation does to the model: a next state with what it adds to the result, or a refusal.</summary>
internal sealed record ModelStep(ModelState Next)
{
    public Refusal? Refusal { get; init; }

    public Guid? Existing { get; init; }

    public long Affected { get; init; }

    public KeyValuePair<JobId, JobId>? Kept { get; init; }
}
