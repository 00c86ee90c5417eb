using System.CommandLine;
using System.Net;

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

        --api switches the signed HTTP boundary on, for clients that 'cabinet clients add' registered: each request is
        signed, and a command is taken at most once, on whichever node. It speaks plain HTTP: let a proxy that ends TLS
        stand in front of it, and name with --api-name what clients call it, because that is signed.

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
        var api = new Option<string?>("--api")
        {
            HelpName = "ADDRESS:PORT",
            Description = "Switch the signed HTTP boundary on, here; port 0 takes a free one.",
        };
        var apiNames = new Option<string[]>("--api-name")
        {
            HelpName = "HOST[:PORT]",
            Description = "A name by which clients call the boundary, as it stands in their URLs; may come several times.",
            DefaultValueFactory = _ => [],
        };
        return new Command("serve", "Run a node until Ctrl-C, with health checks and metrics.")
            {
                listen,
                allowRemote,
                concurrency,
                api,
                apiNames,
            }
            .WithCommonOptions()
            .WithNotes(Notes)
            .WithExamples(
                ("serve", $"on ./{DataFolder.DefaultPath}, at http://{ListenAddress.Default}"),
                ("serve --data /var/lib/cabinet --listen 127.0.0.1:9000", "somewhere else"),
                ("serve --api 127.0.0.1:8443 --api-name api.example.com", "for clients, behind a proxy of that name"),
                ("serve --store 'Host=db1;Database=app;Username=cabinet'", "one of many nodes, on PostgreSQL"))
            .Does(context => NodeServer.RunAsync(
                context,
                new ServeOptions(
                    ListenAddress.Read(context.Parsed.GetRequiredValue(listen), context.Parsed.GetValue(allowRemote)),
                    context.Parsed.GetValue(concurrency),
                    ReadApi(context.Parsed.GetValue(api), context.Parsed.GetValue(allowRemote), context.Parsed.GetRequiredValue(apiNames)),
                    context.Parsed.GetRequiredValue(apiNames))));
    }
    private static IPEndPoint? ReadApi(string? text, bool allowRemote, string[] names)
    {
        if (text is null)
        {
            return names.Length == 0
                ? null
                : throw new CommandException(ExitCode.Usage, "badApi", "--api-name goes with --api. Say where, too.");
        }

        var address = ListenAddress.Read(text, allowRemote, "--api");
        return IPAddress.IsLoopback(address.Address) || names.Length > 0
            ? address
            : throw new CommandException(
                ExitCode.Usage,
                "badApi",
                $"--api is '{text}', which clients call by a name that isn't loopback's. Name it with --api-name: signatures "
                + "cover it, so that nobody's request to another installation is taken here.");
    }
}
