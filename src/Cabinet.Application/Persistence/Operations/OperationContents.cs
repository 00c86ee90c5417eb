namespace Cabinet.Application.Persistence.Operations;

/// <summary>The contents that an operation brings into the store, at most two.</summary>
/// <remarks>
/// It allocates nothing, because a driver looks at the contents of every operation that it commits.
/// </remarks>
/// <param name="First">One, or none.</param>
/// <param name="Second">Another, or none.</param>
public readonly record struct OperationContents(Content First, Content Second)
{
    /// <summary>The operation brings no content.</summary>
    public static OperationContents None => default;

    /// <summary>The contents of a history record, or none when nothing is kept.</summary>
    internal static OperationContents Of(Records.HistoryRecord? record) =>
        record is null ? None : new OperationContents(record.Payload, record.Result);

    /// <summary>One content.</summary>
    internal static OperationContents Of(Content content) => new(content, Content.None);
}
