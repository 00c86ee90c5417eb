using Cabinet.Domain.Integrations;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>What became of a page: a <see cref="Success"/> or a <see cref="Failure"/>, nothing else.</summary>
public abstract record PageOutcome
{
    private PageOutcome(Provenance provenance) => Provenance = provenance;

    /// <summary>Which adapter gave this outcome.</summary>
    public Provenance Provenance { get; }

    /// <summary>The page was read.</summary>
    public sealed record Success : PageOutcome
    {
        /// <summary>States what was read.</summary>
        public Success(ParsedPage page, Provenance provenance)
            : base(provenance) => Page = page;

        /// <summary>What the page holds.</summary>
        public ParsedPage Page { get; }
    }

    /// <summary>The page was not read, and why.</summary>
    public sealed record Failure : PageOutcome
    {
        /// <summary>States why the page was not read.</summary>
        public Failure(PageErrorKind kind, string message, Provenance provenance)
            : base(provenance) => (Kind, Message) = (kind, message);

        /// <summary>The reason for a program to act on.</summary>
        public PageErrorKind Kind { get; }

        /// <summary>The reason for a person, in whole sentences. It holds nothing of the page's content.</summary>
        public string Message { get; }
    }
}
