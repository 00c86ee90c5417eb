using System.Text;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.RootKeys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Tests.Infrastructure.Security.RootKeys;

public sealed class RootKeySourcesTests : IDisposable
{
    private const string SomeKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKey = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private const string Passphrase = "correct horse battery staple";

    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-root-sources-").FullName;
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    private string KeyPath => Path.Combine(folder, "root.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_credential_of_systemd_is_read_from_the_folder_it_names()
    {
        WriteCredential("cabinet-root-key", SomeKey + "\n");

        using var roots = Make().Load(createIfMissing: true);

        using var expected = RootKeyText.TryParse(SomeKey, "a test")!;
        Assert.Equal(expected.Id, roots.Current.Id);
        Assert.Contains("credentials/cabinet-root-key", roots.Current.Source, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void A_credential_that_holds_no_key_is_refused_and_the_file_is_no_way_around_it()
    {
        Make().Load(createIfMissing: true).Dispose();
        WriteCredential("cabinet-root-key", "nonsense");

        Assert.Throws<RootKeyException>(() => Make().Load(createIfMissing: true));
    }

    [Fact]
    public void Two_places_that_are_set_are_refused_by_name()
    {
        variables["CABINET_ROOT_KEY"] = SomeKey;
        WriteCredential("cabinet-root-key", SomeKey);

        var error = Assert.Throws<RootKeyException>(() => Make().Load(createIfMissing: true));

        Assert.Contains("CABINET_ROOT_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("systemd credential", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SomeKey, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The expected key was computed with the reference implementation's program (Debian's argon2).</summary>
    [Fact]
    public void A_passphrase_gives_the_key_that_argon2id_says()
    {
        variables["CABINET_ROOT_PASSPHRASE"] = Passphrase;
        File.WriteAllText(KeyPath + ".salt", "argon2id m=65536 t=3 salt=c2l4dGVlbiBieXRlcyBvaw==\n");

        using var roots = Make().Load(createIfMissing: false);

        using var expected = new RootKey(
            Convert.FromHexString("a4adef1de5e579be58c3f5e7228ad3e80f929f37743335ab1c89b39107a74fc6"), "a test");
        Assert.Equal(expected.Id, roots.Current.Id);
    }

    [Fact]
    public void A_first_passphrase_makes_its_salt_and_gives_the_same_key_ever_after()
    {
        variables["CABINET_ROOT_PASSPHRASE"] = Passphrase;
        using var first = Make().Load(createIfMissing: true);
        using var second = Make().Load(createIfMissing: false);
        variables["CABINET_ROOT_PASSPHRASE"] = Passphrase + "!";
        using var other = Make().Load(createIfMissing: false);

        Assert.Equal(first.Current.Id, second.Current.Id);
        Assert.NotEqual(first.Current.Id, other.Current.Id);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void A_store_with_keys_whose_salt_is_missing_is_told_so()
    {
        variables["CABINET_ROOT_PASSPHRASE"] = Passphrase;

        var error = Assert.Throws<RootKeyException>(() => Make().Load(createIfMissing: false));

        Assert.Contains(KeyPath + ".salt", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Passphrase, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("argon2id m=65536 t=3")]
    [InlineData("argon2id m=65536 t=3 salt=c2hvcnQ=")]
    [InlineData("argon2id m=999999999 t=3 salt=c2l4dGVlbiBieXRlcyBvaw==")]
    [InlineData("argon2id m=65536 t=0 salt=c2l4dGVlbiBieXRlcyBvaw==")]
    [InlineData("argon2i m=65536 t=3 salt=c2l4dGVlbiBieXRlcyBvaw==")]
    [InlineData("argon2id m=+65536 t=3 salt=c2l4dGVlbiBieXRlcyBvaw==")]
    public void A_salt_file_with_anything_else_in_it_is_refused(string text)
    {
        variables["CABINET_ROOT_PASSPHRASE"] = Passphrase;
        File.WriteAllText(KeyPath + ".salt", text);

        Assert.Throws<RootKeyException>(() => Make().Load(createIfMissing: false));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(1_025)]
    public void A_passphrase_outside_its_bounds_is_refused_without_being_shown(int length)
    {
        variables["CABINET_ROOT_PASSPHRASE"] = new string('x', length);

        var error = Assert.Throws<RootKeyException>(() => Make().Load(createIfMissing: true));

        Assert.DoesNotContain("xxx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_is_one_whichever_way_its_characters_are_composed()
    {
        variables["CABINET_ROOT_PASSPHRASE"] = "caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9";
        using var composed = Make().Load(createIfMissing: true);
        variables["CABINET_ROOT_PASSPHRASE"] = "caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9".Normalize(NormalizationForm.FormD);
        using var decomposed = Make().Load(createIfMissing: false);

        Assert.Equal(composed.Current.Id, decomposed.Current.Id);
    }

    [Fact]
    public void A_next_key_may_come_from_another_kind_of_place()
    {
        Make().Load(createIfMissing: true).Dispose();
        variables["CABINET_ROOT_KEY_NEXT"] = OtherKey;

        using var roots = Make().Load(createIfMissing: false);

        Assert.Contains(KeyPath, roots.Current.Source, StringComparison.Ordinal);
        Assert.Contains("CABINET_ROOT_KEY_NEXT", roots.Next!.Source, StringComparison.Ordinal);
        Assert.Same(roots.Next, roots.Find(roots.Next.Id));
        Assert.Null(roots.Find(default));
    }

    [Fact]
    public void A_key_that_this_program_cannot_change_wants_the_next_one_brought()
    {
        variables["CABINET_ROOT_KEY"] = SomeKey;

        var error = Assert.Throws<RootKeyException>(() => Make().PrepareNext());

        Assert.Contains("CABINET_ROOT_KEY_NEXT", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath + ".next"));
    }

    [Fact]
    public void A_replaced_file_is_kept_and_still_found_by_its_id()
    {
        var provider = Make();
        using var before = provider.Load(createIfMissing: true);
        provider.PrepareNext();
        provider.PrepareNext();
        using var during = provider.Load(createIfMissing: false);
        Assert.Equal(before.Current.Id, during.Current.Id);

        provider.FinishReplacement();
        provider.FinishReplacement();

        using var after = provider.Load(createIfMissing: false);
        Assert.Equal(during.Next!.Id, after.Current.Id);
        Assert.Null(after.Next);
        Assert.Equal(before.Current.Id, Assert.Single(after.Old).Id);
        Assert.NotNull(after.Find(before.Current.Id));
    }

    private void WriteCredential(string name, string text)
    {
        var credentials = Path.Combine(folder, "credentials");
        Directory.CreateDirectory(credentials);
        var path = Path.Combine(credentials, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }

        variables["CREDENTIALS_DIRECTORY"] = credentials;
    }

    private ConfiguredRootKeyProvider Make() => new(
        new SecurityOptions { RootKeyFile = KeyPath },
        new OsSecureRandom(),
        NullLogger<ConfiguredRootKeyProvider>.Instance,
        variables.GetValueOrDefault);
}
