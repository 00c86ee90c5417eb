namespace Cabinet.Application.Queue;

/// <summary>Opens a dependency-injection scope for each job.</summary>
public interface IJobScopes
{
    /// <summary>Opens one; disposing it disposes what was made in it.</summary>
    IJobScope Open();
}
