using Cabinet.Domain.Ids;

namespace Cabinet.Application.BackgroundTasks;

/// <summary>Who this node is at this moment. Leases on background tasks are taken under this id.</summary>
public interface INodeIdentity
{
    /// <summary>The id under which the node is registered; null while it isn't. A new registration is a new id.</summary>
    NodeId? Current { get; }
}
