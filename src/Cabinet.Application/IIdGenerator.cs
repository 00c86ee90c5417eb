namespace Cabinet.Application;

/// <summary>Makes ids. In production UUIDs of version 7 (RFC 9562), increasing within a process; from a seed in tests.</summary>
public interface IIdGenerator
{
    /// <summary>The next id.</summary>
    Guid Next();
}
