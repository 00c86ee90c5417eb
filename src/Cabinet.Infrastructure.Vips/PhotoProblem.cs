using Cabinet.Application.Integrations.Photos;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Why a photograph was refused, in the port's words.</summary>
internal sealed record PhotoProblem(PhotoErrorKind Kind, string Message);
