using Cabinet.Application.Security;

namespace Cabinet.Application.Persistence.Records;

/// <summary>One sealed content where it lies, with the context that it opens under.</summary>
/// <param name="Place">Which table and column.</param>
/// <param name="Row">The row, in the driver's own numbering: it says nothing to anybody else.</param>
/// <param name="Context">The context, rebuilt from the row's other columns.</param>
/// <param name="Content">The ciphertext.</param>
public sealed record StoredContent(ContentPlace Place, string Row, ContentContext Context, Content Content);
