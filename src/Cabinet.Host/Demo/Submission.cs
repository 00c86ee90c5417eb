using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Demo;

/// <summary>One file that was handed to its pipeline.</summary>
/// <param name="File">The file.</param>
/// <param name="Source">Where its content lies in blob storage.</param>
/// <param name="Task">The task that works on it.</param>
/// <param name="IsNew">False when an earlier run had submitted the same file with the same content.</param>
internal sealed record Submission(InputFile File, ContentDigest Source, TaskId Task, bool IsNew);
