using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Says how long something is kept, in the place of what was said before.</summary>
/// <param name="Type">The type; null means all types that nothing is said about.</param>
/// <param name="State">What of it.</param>
/// <param name="Keep">How long after its end; null takes back what was said.</param>
public sealed record SetRetention(JobType? Type, RetainedAs State, TimeSpan? Keep) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
