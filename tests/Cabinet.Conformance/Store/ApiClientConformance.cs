using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>Clients of the HTTP boundary: kept as they were written, and changed by one of all who try.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ApiClientConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is put is read, and only by its very name.</summary>
    [Fact]
    public async Task A_client_is_kept_as_it_was_put()
    {
        var client = Client("billing") with { Document = "{\"keys\":[\"\u00e4\"]}" };
        await DoAsync(new PutApiClient(client));

        Assert.Equal(client with { Revision = 1 }, await Driver.Clients.FindAsync("billing", Cancel));
        Assert.Null(await Driver.Clients.FindAsync("Billing", Cancel));
        Assert.Null(await Driver.Clients.FindAsync("billin", Cancel));
    }

    /// <summary>A name is there once, and changes only as it was read.</summary>
    [Fact]
    public async Task A_client_changes_only_as_it_was_read()
    {
        var client = Client("a");
        await RefusedAsync(Refusal.ClientChanged, new PutApiClient(client with { Revision = 1 }));
        await DoAsync(new PutApiClient(client));
        await RefusedAsync(Refusal.DuplicateId, new PutApiClient(client with { Document = "other" }));

        var changed = client with { Revision = 1, Document = "changed", Proof = new ContentDigest(3, 4) };
        await DoAsync(new PutApiClient(changed));
        await RefusedAsync(Refusal.ClientChanged, new PutApiClient(changed));
        Assert.Equal(changed with { Revision = 2 }, await Driver.Clients.FindAsync("a", Cancel));
    }

    /// <summary>A refused change leaves nothing of what came with it.</summary>
    [Fact]
    public async Task A_refused_change_refuses_all_that_comes_with_it()
    {
        var job = Samples.Job();
        await DoAsync(new PutApiClient(Client("a")));
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(job), new PutApiClient(Client("a")));

        Assert.Null(await Driver.Jobs.FindAsync(job.Id, Cancel));
    }

    /// <summary>In the order of the characters' codes, each once, the limit kept.</summary>
    [Fact]
    public async Task Clients_are_listed_page_by_page()
    {
        string[] names = ["a", "a-b", "a.b", "a_b", "ab", "b"];
        await DoAsync([.. names.Select(name => new PutApiClient(Client(name)))]);

        var read = new List<string>();
        while (await Driver.Clients.ListAsync(read.LastOrDefault() ?? "", 4, Cancel) is { Count: > 0 } some)
        {
            Assert.InRange(some.Count, 1, 4);
            read.AddRange(some.Select(client => client.Name));
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), read);
    }

    private static ApiClientRecord Client(string name) =>
        new() { Name = name, Document = "{}", Proof = new ContentDigest(1, 2) };
}
