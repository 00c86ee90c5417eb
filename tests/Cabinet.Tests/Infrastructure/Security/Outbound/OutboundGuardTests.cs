using System.Net;
using System.Net.Sockets;
using System.Text;
using Cabinet.Application;
using Cabinet.Infrastructure.Security.Outbound;
using Cabinet.Tests.Application.Security;

namespace Cabinet.Tests.Infrastructure.Security.Outbound;

public sealed class OutboundGuardTests : IDisposable
{
    private readonly List<TcpListener> listeners = [];
    private readonly RecordingLogger log = new();
    private readonly OutboundOptions options = new();
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    [Fact]
    public async Task A_name_with_one_private_answer_is_refused_and_says_no_more_than_a_reference()
    {
        var server = Listen();
        using var client = Client(new FakeResolver(["127.0.0.1", "10.0.0.1"]));

        var refused = await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.GetAsync(new Uri($"http://secret.example:{Port(server)}/"), Stop));

        Assert.DoesNotContain("secret.example", refused.ToString(), StringComparison.Ordinal);
        Assert.False(server.Pending());
        Assert.Contains("Reason=SpecialAddress", log.Values);
        Assert.Contains($"Reference={refused.Reference}", log.Values);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_the_checked_address_is_called()
    {
        var server = Listen();
        var serving = AnswerAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var resolver = new FakeResolver(["127.0.0.1"], ["10.0.0.1"]);
        using var client = Client(resolver);

        using var response = await client.GetAsync(new Uri($"http://rebinding.example:{Port(server)}/"), Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, resolver.Lookups);
        Assert.Contains("Host: rebinding.example", (await serving)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_origin_leaves_all_but_harmless_headers_behind()
    {
        var second = Listen();
        var first = Listen();
        var atFirst = AnswerAsync(first, Redirect($"http://other.example:{Port(second)}/next"));
        var atSecond = AnswerAsync(second, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = Client(new FakeResolver(["127.0.0.1"]));
        client.DefaultRequestHeaders.Add("Authorization", "Bearer t");
        client.DefaultRequestHeaders.Add("X-Api-Key", "k");
        client.DefaultRequestHeaders.Add("Accept", "text/html");

        using var response = await client.GetAsync(new Uri($"http://one.example:{Port(first)}/"), Stop);

        Assert.Contains("X-Api-Key: k", (await atFirst)[0], StringComparison.Ordinal);
        var seen = (await atSecond)[0];
        Assert.Contains("Accept: text/html", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Api-Key", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_within_the_origin_keeps_its_headers()
    {
        var server = Listen();
        var serving = AnswerAsync(
            server, Redirect("/next"), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = Client(new FakeResolver(["127.0.0.1"]));
        client.DefaultRequestHeaders.Add("X-Api-Key", "k");

        using var response = await client.GetAsync(new Uri($"http://one.example:{Port(server)}/"), Stop);

        var seen = await serving;
        Assert.StartsWith("GET /next ", seen[1], StringComparison.Ordinal);
        Assert.Contains("X-Api-Key: k", seen[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "MetadataAddress")]
    [InlineData("http://[::ffff:127.0.0.1]/", "SpecialAddress")]
    [InlineData("http://0x7f.1/", "HostSpelling")]
    [InlineData("file:///etc/passwd", "Scheme")]
    public async Task A_redirect_is_checked_like_the_call(string location, string reason)
    {
        var server = Listen();
        var serving = AnswerAsync(server, Redirect(location));
        using var client = Client(new FakeResolver(["127.0.0.1"]));

        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.GetAsync(new Uri($"http://one.example:{Port(server)}/"), Stop));

        await serving;
        Assert.Contains($"Reason={reason}", log.Values);
    }

    [Fact]
    public async Task A_loop_of_redirects_ends_at_the_bound()
    {
        options.MaxRedirects = 2;
        var server = Listen();
        var serving = AnswerAsync(server, Redirect("/"), Redirect("/"), Redirect("/"));
        using var client = Client(new FakeResolver(["127.0.0.1"]));

        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.GetAsync(new Uri($"http://one.example:{Port(server)}/"), Stop));

        Assert.Equal(3, (await serving).Count);
        Assert.Contains("Reason=TooManyRedirects", log.Values);
    }

    [Fact]
    public async Task A_redirected_post_goes_to_the_caller()
    {
        var server = Listen();
        var serving = AnswerAsync(server, Redirect("/next"));
        using var client = Client(new FakeResolver(["127.0.0.1"]));
        using var body = new StringContent("x");

        using var response = await client.PostAsync(new Uri($"http://one.example:{Port(server)}/"), body, Stop);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        await serving;
    }

    [Fact]
    public async Task A_host_header_for_another_site_is_refused()
    {
        using var client = Client(new FakeResolver(["127.0.0.1"]));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://one.example/");
        request.Headers.Host = "internal.example";

        await Assert.ThrowsAsync<OutboundRefusedException>(() => client.SendAsync(request, Stop));

        Assert.Contains("Reason=HostHeader", log.Values);
    }

    [Fact]
    public async Task A_name_with_too_many_answers_is_refused()
    {
        var server = Listen();
        using var client = Client(new FakeResolver([.. Enumerable.Repeat("127.0.0.1", OutboundConnector.MaxAddresses + 1)]));

        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.GetAsync(new Uri($"http://many.example:{Port(server)}/"), Stop));

        Assert.False(server.Pending());
        Assert.Contains("Reason=TooManyAddresses", log.Values);
    }

    [Theory]
    [InlineData("https://one.example/", "http://one.example/", "Downgrade")]
    [InlineData("https://one.example/", "//one.example:80/", "None")]
    [InlineData("http://one.example/", "http://[", "AmbiguousRedirect")]
    [InlineData("http://one.example/", "https://one.example/", "None")]
    public void A_redirect_does_not_lead_out_of_encryption(string from, string to, string reason)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", to);

        var refusal = OutboundRedirect.Next(request, response, out var next);

        Assert.Equal(reason, refusal.ToString());
        Assert.Equal(reason != "None", next is null);
        next?.Dispose();
    }

    [Fact]
    public void Two_places_to_go_are_none()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://one.example/");
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", ["/a", "/b"]);

        Assert.Equal(OutboundRefusal.AmbiguousRedirect, OutboundRedirect.Next(request, response, out _));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused()
    {
        Assert.True(new OutboundOptions().IsValid);
        Assert.False(new OutboundOptions { MaxRedirects = 21 }.IsValid);
        Assert.False(new OutboundOptions { ConnectTimeout = TimeSpan.Zero }.IsValid);
        Assert.False(new OutboundOptions { Ports = { 0 } }.IsValid);
    }

    [Fact]
    public void A_synchronous_call_does_not_get_around_the_checks()
    {
        using var client = Client(new FakeResolver(["127.0.0.1"]));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://one.example/");

        Assert.Throws<NotSupportedException>(() => client.Send(request, Stop));
    }

    private HttpClient Client(FakeResolver resolver)
    {
        options.AllowedNetworks.Add(IPNetwork.Parse("127.0.0.1/32"));
        var guard = new OutboundGuard(options, new FixedIds(), log, resolver);
        return new HttpClient(guard.CreateHandler()) { Timeout = TimeSpan.FromSeconds(30) };
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners.Add(listener);
        options.Ports.Add(Port(listener));
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static string Redirect(string to) =>
        $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// <summary>Answers one request on each connection, and returns what was asked.</summary>
    private static async Task<List<string>> AnswerAsync(TcpListener listener, params string[] answers)
    {
        // A call that is refused where it shouldn't be never comes: then this ends, and the test says so.
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, Stop);
        var seen = new List<string>();
        foreach (var answer in answers)
        {
            using var connection = await listener.AcceptTcpClientAsync(both.Token);
            var stream = connection.GetStream();
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, both.Token);
                if (read == 0) break;
                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            seen.Add(head.ToString());
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), both.Token);
        }

        return seen;
    }

    private sealed class FixedIds : IIdGenerator
    {
        public Guid Next() => new("01890000-0000-7000-8000-000000000001");
    }
}
