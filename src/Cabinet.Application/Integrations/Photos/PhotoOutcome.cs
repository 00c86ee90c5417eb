using Cabinet.Domain.Integrations;

namespace Cabinet.Application.Integrations.Photos;

/// <summary>What became of a photograph: a <see cref="Success"/> or a <see cref="Failure"/>, nothing else.</summary>
public abstract record PhotoOutcome
{
    private PhotoOutcome(Provenance provenance) => Provenance = provenance;

    /// <summary>Which adapter gave this outcome.</summary>
    public Provenance Provenance { get; }

    /// <summary>An image without metadata.</summary>
    public sealed record Success : PhotoOutcome
    {
        /// <summary>States the image that was made.</summary>
        public Success(
            ReadOnlyMemory<byte> content, string mediaType, int width, int height, Provenance provenance)
            : base(provenance) => (Content, MediaType, Width, Height) = (content, mediaType, width, height);

        /// <summary>The encoded image.</summary>
        public ReadOnlyMemory<byte> Content { get; }

        /// <summary>The format as a media type (RFC 6838), such as <c>image/jpeg</c>.</summary>
        public string MediaType { get; }

        /// <summary>The image's width in pixels as it is looked at, so after orientation.</summary>
        public int Width { get; }

        /// <summary>The image's height in pixels as it is looked at, so after orientation.</summary>
        public int Height { get; }
    }

    /// <summary>No image, and why.</summary>
    public sealed record Failure : PhotoOutcome
    {
        /// <summary>States why there is no image.</summary>
        public Failure(PhotoErrorKind kind, string message, Provenance provenance)
            : base(provenance) => (Kind, Message) = (kind, message);

        /// <summary>The reason for a program to act on.</summary>
        public PhotoErrorKind Kind { get; }

        /// <summary>The reason for a person, in whole sentences. It holds nothing of the photograph's content or
        /// metadata and no text from the technology behind the adapter.</summary>
        public string Message { get; }
    }
}
