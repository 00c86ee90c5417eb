namespace Cabinet.Host.Demo;

/// <summary>What the journal keeps of a prepared photograph.</summary>
/// <param name="Master">Where the master image lies in blob storage.</param>
internal sealed record PreparedPhoto(string Master);
