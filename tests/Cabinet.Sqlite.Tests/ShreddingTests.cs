using System.Security.Cryptography;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Sqlite.Tests;

public sealed class ShreddingTests : StoreTest
{
    [Fact]
    public async Task A_shredded_keys_bytes_are_in_no_file_once_the_log_was_checkpointed()
    {
        var wrapped = RandomNumberGenerator.GetBytes(143);
        var key = new DataKeyRecord
        {
            Id = Samples.Job().Id.Value,
            Subject = "customer",
            Profile = 1,
            Wrapped = Content.FromSealed(wrapped),
            CreatedAt = Samples.Now,
        };

        // Others before and behind it, so that its page stays in use.
        await DoAsync(new AddDataKey(Other(key)), new AddDataKey(key), new AddDataKey(Other(key)));
        await CloseAsync();
        Assert.True(IsInAnyFile(wrapped));

        await DoAsync(new ShredDataKey(key.Id, Samples.Now));
        await CloseAsync();

        Assert.False(IsInAnyFile(wrapped));
    }

    private DataKeyRecord Other(DataKeyRecord key) => key with
    {
        Id = Samples.Job().Id.Value,
        Wrapped = Content.FromSealed(RandomNumberGenerator.GetBytes(143)),
    };

    private bool IsInAnyFile(byte[] bytes) => Directory.EnumerateFiles(Store.Folder, "*", SearchOption.AllDirectories)
        .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes.AsSpan(40, 60)) >= 0);
}
