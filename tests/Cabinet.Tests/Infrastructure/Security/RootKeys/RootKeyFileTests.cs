using System.Runtime.Versioning;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Tests.Infrastructure.Security.RootKeys;

[UnsupportedOSPlatform("windows")]
public sealed class RootKeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("cabinet-root-key-").FullName;

    private string KeyPath => Path.Combine(_folder, "keys", "root.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_and_its_folder_are_the_owners_alone()
    {
        var file = new RootKeyFile(KeyPath);

        Assert.Null(file.TryRead());
        Assert.True(file.TryCreate(new OsSecureRandom()));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(KeyPath));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(KeyPath)!));
        Assert.Equal([KeyPath], Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
        Assert.Equal(45, File.ReadAllBytes(KeyPath).Length);
    }

    [Fact]
    public void The_second_to_create_it_overwrites_nothing_and_reads_what_the_first_made()
    {
        var file = new RootKeyFile(KeyPath);
        Assert.True(file.TryCreate(new OsSecureRandom()));
        using var first = file.TryRead()!;

        Assert.False(file.TryCreate(new OsSecureRandom()));

        using var second = file.TryRead()!;
        Assert.Equal(first.Id, second.Id);
        Assert.Equal([KeyPath], Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
    }

    [Fact]
    public void Of_many_that_create_it_at_once_one_succeeds_and_all_read_its_key()
    {
        var created = 0;
        var ids = new string[16];
        Parallel.For(0, ids.Length, number =>
        {
            var file = new RootKeyFile(KeyPath);
            if (file.TryCreate(new OsSecureRandom()))
            {
                Interlocked.Increment(ref created);
            }

            using var key = file.TryRead()!;
            ids[number] = key.Id.ToString();
        });

        Assert.Equal(1, created);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void What_a_kill_left_beside_the_key_is_gone_after_the_next_start()
    {
        var file = new RootKeyFile(KeyPath);
        Assert.True(file.TryCreate(new OsSecureRandom()));
        File.Copy(KeyPath, KeyPath + ".new-0123456789abcdef");

        using var key = file.TryRead();

        Assert.NotNull(key);
        Assert.Equal([KeyPath], Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_others_may_use_is_refused(UnixFileMode others)
    {
        var file = new RootKeyFile(KeyPath);
        file.TryCreate(new OsSecureRandom());
        File.SetUnixFileMode(KeyPath, OwnerOnly | others);

        AssertRefused(file, "chmod 600");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_folder_that_others_may_write_to_is_refused(UnixFileMode others)
    {
        var folder = Path.GetDirectoryName(KeyPath)!;
        var file = new RootKeyFile(KeyPath);
        file.TryCreate(new OsSecureRandom());
        File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute | others);

        AssertRefused(file, "chmod 700");
        File.Delete(KeyPath);
        var error = Assert.Throws<RootKeyException>(() => file.TryCreate(new OsSecureRandom()));
        Assert.Contains("chmod 700", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData(" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Content_that_is_no_key_is_refused(string content)
    {
        Write(content);

        AssertRefused(new RootKeyFile(KeyPath), "44 characters");
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void A_key_is_read_with_or_without_a_line_feed(string content)
    {
        Write(content);

        using var key = new RootKeyFile(KeyPath).TryRead()!;

        var bytes = key.Secret.Secret.Expose(SecretAccess.Granted).ToArray();
        Assert.Equal(Enumerable.Range(0, 32).Select(value => (byte)value), bytes);
    }

    [Fact]
    public void A_symbolic_link_is_refused()
    {
        var file = new RootKeyFile(KeyPath);
        file.TryCreate(new OsSecureRandom());
        var link = Path.Combine(Path.GetDirectoryName(KeyPath)!, "link.key");
        File.CreateSymbolicLink(link, KeyPath);

        AssertRefused(new RootKeyFile(link), "symbolic link");
    }

    [Fact]
    public void A_folder_in_its_place_is_refused()
    {
        Directory.CreateDirectory(KeyPath);

        AssertRefused(new RootKeyFile(KeyPath), "is a folder");
    }

    [Fact]
    public void A_folder_that_can_not_be_made_is_an_error_that_names_the_path()
    {
        File.WriteAllText(Path.Combine(_folder, "keys"), "a file where the folder should be");
        var file = new RootKeyFile(KeyPath);

        var error = Assert.Throws<RootKeyException>(() => file.TryCreate(new OsSecureRandom()));

        Assert.Contains(KeyPath, error.Message, StringComparison.Ordinal);
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!, OwnerOnly | UnixFileMode.UserExecute);
        File.WriteAllText(KeyPath, content);
        File.SetUnixFileMode(KeyPath, OwnerOnly);
    }

    private static void AssertRefused(RootKeyFile file, string advice)
    {
        var error = Assert.Throws<RootKeyException>(() => file.TryRead());
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(file.Path)!, error.Message, StringComparison.Ordinal);
    }
}
