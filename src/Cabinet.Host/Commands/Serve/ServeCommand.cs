using System.CommandLine;

namespace Cabinet.Host.Commands.Serve;

/// <summary><c>cabinet serve</c>: a node until somebody stops it.</summary>
internal static class ServeCommand
{
    private const string Notes = """
        The node works on what is submitted until Ctrl-C or SIGTERM; then it lets running jobs finish, gives back the
        others and leaves. A second signal stops it at once, and nothing is lost then either.

          /health/live    the process answers
          /health/ready   every check with its status; 503 when one is unhealthy
          /metrics        for Prometheus

        These answer whoever can reach the port, so it is on the loopback interface unless --allow-remote says
        otherwise. Logs go to standard error: text on a terminal, otherwise one JSON object a line.

        Many nodes share a store on PostgreSQL: --store, or CABINET_STORE. Each of them needs the same root key, and sees
        the same blobs: copy root.key, or bring it as CABINET_ROOT_KEY or a systemd credential, and let 'blobs' and
        'feed' of every node's data folder be one mount (on one machine simply use one data folder). A node whose root
        key isn't the store's refuses to start.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var listen = new Option<string>("--listen")
        {
            HelpName = "ADDRESS:PORT",
            Description = "Where health and metrics are served; port 0 takes a free one.",
            DefaultValueFactory = _ => ListenAddress.Default,
        };
        var allowRemote = new Option<bool>("--allow-remote")
        {
            Description = "Allow --listen to name an address that other machines reach.",
        };
        var concurrency = CommonOptions.Number("--concurrency", 1, 1_000, "How many jobs of each queue run at once.");
        return new Command("serve", "Run a node until Ctrl-C, with health checks and metrics.")
            {
                listen,
                allowRemote,
                concurrency,
            }
            .WithCommonOptions()
            .WithNotes(Notes)
            .WithExamples(
                ("serve", $"on ./{DataFolder.DefaultPath}, at http://{ListenAddress.Default}"),
                ("serve --data /var/lib/cabinet --listen 127.0.0.1:9000", "somewhere else"),
                ("serve --store 'Host=db1;Database=app;Username=cabinet'", "one of many nodes, on PostgreSQL"))
            .Does(context => NodeServer.RunAsync(
                context,
                ListenAddress.Read(context.Parsed.GetRequiredValue(listen), context.Parsed.GetValue(allowRemote)),
                context.Parsed.GetValue(concurrency)));
    }
}
