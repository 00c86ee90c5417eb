using Cabinet.Application.Integrations.Photos;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Turns a photo processor's outcome into an image, or into the failure that its job ends with.</summary>
internal static class PhotoResults
{
    /// <exception cref="JobFailedException">There is no image.</exception>
    public static PhotoOutcome.Success Require(PhotoOutcome outcome) => outcome switch
    {
        PhotoOutcome.Success success => success,
        PhotoOutcome.Failure failure => throw new JobFailedException(
            failure.Kind == PhotoErrorKind.ProcessingFailed ? FailureKind.Integration : FailureKind.Permanent,
            failure.Message),
        _ => throw new InvalidOperationException("An outcome is either a success or a failure."),
    };
}
