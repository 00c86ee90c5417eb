namespace Cabinet.Host.Tests.Stores;

/// <summary>What is printed for the next command names the store as it was named, and never a password.</summary>
public sealed class StoreAddressTests
{
    private const string Server = "Host=db1;Database=app;Username=me";

    [Theory]
    [InlineData("--store", Server, $" --store '{Server}'")]
    [InlineData("--store", Server + ";Password=planted", $" --store '{Server}'")]
    [InlineData("--store", "postgres://me:planted@db1/app?schema=shop", " --store '", "Schema=shop'")]
    [InlineData("--to", Server + ";Password=planted;Pools Transactions=true", " --store '", ";Pools Transactions=True'")]
    [InlineData("--store", "sqlite:/data", " --store sqlite:/data")]
    [InlineData("CABINET_STORE", Server + ";Password=planted", " --store \"$CABINET_STORE\"")]
    [InlineData("CABINET_STORE_TO", Server + ";Password=planted", " --store \"$CABINET_STORE_TO\"")]
    public void The_option_is_printed_as_it_was_said(string source, string said, string begin, string end = "")
    {
        var store = StoreAddress.Read(said, source);

        Assert.StartsWith(begin, store.Option, StringComparison.Ordinal);
        Assert.EndsWith(end, store.Option, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", store.Option + store.Hint + store.Omitted, StringComparison.Ordinal);
        Assert.Equal(
            said.Contains("planted", StringComparison.Ordinal) && source.StartsWith('-'), store.Omitted is not null);
        Assert.Equal(store.Option.TrimStart(), store.Hint);
    }

    [Fact]
    public void A_folder_s_own_store_is_found_by_the_folder()
    {
        var store = StoreAddress.Choose("sqlite:/data", DataFolder.At("/elsewhere"));
        Assert.Equal("--store sqlite:/data", store.Hint);
    }
}
