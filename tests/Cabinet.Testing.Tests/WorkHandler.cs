using Cabinet.Application.Queue;

namespace Cabinet.Testing.Tests;

/// <summary>Does what the test says, and notes each call.</summary>
internal sealed class WorkHandler(WorkHandler.Script script) : IJobHandler<Work>
{
    public async ValueTask<JobResult> HandleAsync(
        Work payload, JobContext context, CancellationToken cancellationToken)
    {
        script.Calls.Add((payload.Name, context.Attempt));
        return await script.Body(payload, context, cancellationToken);
    }

    internal sealed class Script
    {
        public List<(string Name, int Attempt)> Calls { get; } = [];

        public Func<Work, JobContext, CancellationToken, ValueTask<JobResult>> Body { get; set; } =
            static (_, _, _) => ValueTask.FromResult(JobResult.Done);
    }
}
