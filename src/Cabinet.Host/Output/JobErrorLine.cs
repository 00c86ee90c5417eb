using System.Text;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A failed attempt of a job.</summary>
internal sealed record JobErrorLine(int Attempt, string Kind, DateTimeOffset At, string Message)
{
    /// <summary>Shows an error.</summary>
    public static JobErrorLine From(JobErrorRecord error) => new(
        error.Attempt, Names.Of(error.Kind), error.At, Encoding.UTF8.GetString(error.Message.Plain.Span));
}
