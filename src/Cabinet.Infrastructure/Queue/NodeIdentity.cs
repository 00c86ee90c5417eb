using Cabinet.Application.BackgroundTasks;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Knows the current session, for those who ask who and how the node is.</summary>
internal sealed class NodeIdentity : INodeIdentity
{
    private NodeSession? session;

    /// <summary>The session that the node serves in; null between sessions.</summary>
    public NodeSession? Session
    {
        get => Volatile.Read(ref session);
        set => Volatile.Write(ref session, value);
    }

    /// <inheritdoc />
    public NodeId? Current => Session is { End: SessionEnd.None } live ? live.Id : null;
}
