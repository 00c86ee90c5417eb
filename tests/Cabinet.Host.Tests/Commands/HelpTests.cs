namespace Cabinet.Host.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("cabinet demo")]
    [InlineData("--output", "demo")]
    [InlineData("/metrics", "serve")]
    [InlineData("cabinet submit", "submit")]
    [InlineData("stalled", "tasks", "list")]
    [InlineData("cabinet jobs cancel", "jobs", "cancel")]
    [InlineData("attemptsExhausted", "dlq", "redrive")]
    [InlineData("queues limit mail", "queues")]
    [InlineData("clients add billing", "clients")]
    [InlineData("dead-letters.read", "clients", "add")]
    [InlineData("none", "queues", "limit")]
    [InlineData("cabinet db verify", "db")]
    [InlineData("cabinet db copy", "db", "copy")]
    [InlineData("cabinet keys status", "keys")]
    [InlineData("Backups", "keys", "destroy")]
    [InlineData("audit checkpoint", "audit")]
    [InlineData("--follow", "audit", "tail")]
    [InlineData("--vkey", "audit", "verify")]
    [InlineData("--from-checkpoint", "audit", "prove")]
    [InlineData("audit.jsonl", "audit", "export")]
    public async Task Every_help_has_examples_and_the_exit_codes(string part, params string[] command)
    {
        var help = (await CabinetProgram.RunAsync([.. command, "--help"])).Succeeded().Results;

        Assert.Contains(part, help, StringComparison.Ordinal);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help, StringComparison.Ordinal);
    }
}
