using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.RootKeys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Tests.Infrastructure.Security.RootKeys;

public sealed class ConfiguredRootKeyProviderTests : IDisposable
{
    private const string SomeKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly string _folder = Directory.CreateTempSubdirectory("cabinet-root-key-").FullName;

    private string KeyPath => Path.Combine(_folder, "keys", "root.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_variable_wins_over_the_file()
    {
        using var fromFile = Make(KeyPath, variable: null).Load(createIfMissing: true);
        using var fromVariable = Make(KeyPath, SomeKey).Load(createIfMissing: true);

        Assert.NotEqual(fromFile.Current.Id, fromVariable.Current.Id);
        Assert.Contains(KeyPath, fromFile.Current.Source, StringComparison.Ordinal);
        Assert.Contains("CABINET_ROOT_KEY", fromVariable.Current.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=AA")]
    [InlineData("\u00c4AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void A_variable_that_holds_no_key_is_refused_and_the_file_is_no_way_around_it(string variable)
    {
        using var fromFile = Make(KeyPath, variable: null).Load(createIfMissing: true);

        var error = Assert.Throws<RootKeyException>(() => Make(KeyPath, variable).Load(createIfMissing: true));

        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(variable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_created_only_where_the_store_has_no_keys()
    {
        var error = Assert.Throws<RootKeyException>(() => Make(KeyPath, "").Load(createIfMissing: false));
        Assert.Contains(KeyPath, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));

        using var created = Make(KeyPath, "").Load(createIfMissing: true);
        using var found = Make(KeyPath, "").Load(createIfMissing: false);
        Assert.Equal(created.Current.Id, found.Current.Id);
    }

    [Fact]
    public void Without_a_variable_or_a_file_there_is_an_error_that_names_both()
    {
        var error = Assert.Throws<RootKeyException>(() => Make(null, null).Load(createIfMissing: true));

        Assert.Contains("CABINET_ROOT_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("file", error.Message, StringComparison.Ordinal);
    }

    private static ConfiguredRootKeyProvider Make(string? file, string? variable) => new(
        new SecurityOptions { RootKeyFile = file },
        new OsSecureRandom(),
        NullLogger<ConfiguredRootKeyProvider>.Instance,
        name => name == "CABINET_ROOT_KEY" ? variable : null);
}
