namespace Cabinet.Application.Policies;

/// <summary>What a caller is, in strict order: each role may what the ones before it may.</summary>
public enum CallerRole
{
    /// <summary>Submits work and watches it.</summary>
    User = 0,

    /// <summary>Also operates the queue: cancels, redrives, discards.</summary>
    Admin = 1,

    /// <summary>Also says who may come in: clients, keys.</summary>
    SuperAdmin = 2,
}
