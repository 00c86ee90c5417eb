namespace Cabinet.Peers;

/// <summary>The method that Hangfire calls for a job; public and static, as it finds it by name.</summary>
public static class HangfireJob
{
    internal static Action<string> Started { get; set; } = static _ => { };

    public static void Run(string payload) => Started(payload);
}
