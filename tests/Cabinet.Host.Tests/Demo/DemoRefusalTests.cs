namespace Cabinet.Host.Tests.Demo;

public sealed class DemoRefusalTests
{
    [Theory]
    [InlineData("--concurrency is '0'", "demo", "--concurrency", "0")]
    [InlineData("--concurrency is 'many'", "demo", "--concurrency", "many")]
    [InlineData("'--bogus'", "demo", "--bogus")]
    [InlineData("There is no folder", "demo", "--input", "/nonexistent/input")]
    [InlineData("There is no 'cabinet bogus'", "bogus")]
    [InlineData("demo, serve, submit", "--data", "x")]
    [InlineData("list, groups, preview, export, show, redrive, discard", "dlq")]
    public async Task A_wrong_command_line_is_explained_and_exits_with_2(string part, params string[] arguments)
    {
        var result = await CabinetProgram.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(part, result.Errors, StringComparison.Ordinal);
        Assert.Contains("cabinet: ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Results);
    }

    [Fact]
    public async Task With_json_the_error_is_an_object_on_standard_error()
    {
        var result = await CabinetProgram.RunAsync("demo", "--concurrency", "0", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Results);
        Assert.Equal("usage", result.Error.GetProperty("code").GetString());
        Assert.Contains("1 to 1000", result.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_folder_with_files_of_somebody_else_is_left_alone()
    {
        using var folder = new TempFolder();
        var theirs = folder.Write("out/theirs.txt", "theirs");

        var result = await CabinetProgram.RunAsync(
            "demo", "--data", folder.At("data"), "--output", folder.At("out"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("badOutput", result.Error.GetProperty("code").GetString());
        Assert.Equal([theirs], Directory.EnumerateFileSystemEntries(folder.At("out")));
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task An_input_without_pages_and_photographs_is_refused_before_anything_is_made()
    {
        using var folder = new TempFolder();
        folder.Write("in/notes.txt", "notes");

        var result = await CabinetProgram.RunAsync(
            "demo", "--input", folder.At("in"), "--data", folder.At("data"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("emptyInput", result.Error.GetProperty("code").GetString());
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_stays_as_it_is()
    {
        using var folder = new TempFolder();
        var file = folder.Write("data/cabinet.db", new string('x', 10_000));

        var result = await CabinetProgram.RunAsync("demo", "--data", folder.At("data"), "--json");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("notADatabase", result.Error.GetProperty("code").GetString());
        Assert.Equal(new string('x', 10_000), File.ReadAllText(file));
    }
}
