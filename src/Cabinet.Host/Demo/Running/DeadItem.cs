using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Demo.Running;

/// <summary>A job of an item that is in the dead-letter queue.</summary>
/// <param name="Path">The item.</param>
/// <param name="Stage">The stage that failed.</param>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why it isn't tried again.</param>
/// <param name="Message">What its last attempt said.</param>
internal sealed record DeadItem(string Path, StageName Stage, JobId Job, DeadLetterReason Reason, string Message);
