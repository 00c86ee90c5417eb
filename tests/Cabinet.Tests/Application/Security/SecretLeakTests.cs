using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Serialization;
using Cabinet.Application.Security;

namespace Cabinet.Tests.Application.Security;

/// <summary>Every way by which a value usually gets out of a program, with a secret planted in it.</summary>
public sealed class SecretLeakTests : IDisposable
{
    private const string Planted = "hunter2-correct-horse";
    private const string Placeholder = "[secret]";

    private readonly SecretBytes bytes = new(Encoding.UTF8.GetBytes(Planted));
    private readonly SecretText text = new(Planted);

    public void Dispose()
    {
        bytes.Dispose();
        text.Dispose();
    }

    [Fact]
    public void Printing_gives_a_placeholder_in_every_form()
    {
        AssertPlaceholders(bytes.ToString(), text.ToString());
        AssertPlaceholders($"{bytes}", $"{text}", $"{bytes:X}", $"{text:D}", $"{bytes,8}", $"{text,-8}");
        AssertPlaceholders(string.Concat(bytes), string.Concat(text));
        AssertPlaceholders(string.Format(CultureInfo.InvariantCulture, "{0}", bytes), string.Join("", [text]));
        AssertPlaceholders(new StringBuilder().Append(bytes).ToString(), new StringBuilder().Append(text).ToString());
        AssertPlaceholders(
            Convert.ToString((object)bytes, CultureInfo.InvariantCulture)!,
            Convert.ToString((object)text, CultureInfo.InvariantCulture)!);
    }

    [Fact]
    public void A_record_an_anonymous_type_and_a_tuple_that_hold_it_print_the_placeholder()
    {
        Assert.Equal(
            "Login { User = ann, Password = [secret], Key = [secret] }", new Login("ann", text, bytes).ToString());
        Assert.Equal("Pair { Key = [secret], Text = [secret] }", new Pair(bytes, text).ToString());
        Assert.Equal("{ text = [secret], bytes = [secret] }", new { text, bytes }.ToString());
        Assert.Equal("([secret], [secret])", (text, bytes).ToString());
    }

    /// <summary>A length is a hint too, so it isn't printed either.</summary>
    [Fact]
    public void Secrets_of_different_lengths_print_alike() =>
        Assert.Equal(new SecretBytes([]).ToString(), new SecretBytes(new byte[1000]).ToString());

    [Fact]
    public void A_log_message_carries_the_placeholder_and_nothing_else_that_can_be_read()
    {
        var log = new RecordingLogger();

        SecretLog.Attempted(log, "ann", text, bytes);

        Assert.Equal("ann tried [secret] with [secret]", Assert.Single(log.Messages));
        Assert.All(log.Values, value => Assert.DoesNotContain(Planted, value, StringComparison.Ordinal));
        Assert.Contains($"Password={Placeholder}", log.Values);
    }

    [Fact]
    public void JSON_refuses_to_write_it_wherever_it_stands()
    {
        AssertRefused(() => JsonSerializer.Serialize(bytes));
        AssertRefused(() => JsonSerializer.Serialize(text));
        AssertRefused(() => JsonSerializer.Serialize<object>(text));
        AssertRefused(() => JsonSerializer.Serialize(new Login("ann", text, bytes)));
        AssertRefused(() => JsonSerializer.Serialize(new { text }));
        AssertRefused(() => JsonSerializer.Serialize(new object[] { bytes }));
        AssertRefused(() => JsonSerializer.Serialize(new Dictionary<string, SecretText> { ["a"] = text }));
        AssertRefused(() => JsonSerializer.Serialize(new Dictionary<SecretText, int> { [text] = 1 }));
        AssertRefused(() => JsonSerializer.SerializeToNode(text));
        AssertRefused(() => JsonSerializer.Serialize(text, SecretJsonContext.Default.SecretText));
        AssertRefused(() => JsonSerializer.Serialize(bytes, SecretJsonContext.Default.SecretBytes));
        AssertRefused(() => JsonValue.Create(text)!.ToJsonString());
    }

    [Fact]
    public void JSON_refuses_to_read_it()
    {
        AssertRefused(() => JsonSerializer.Deserialize<SecretText>("\"hunter2\""));
        AssertRefused(() => JsonSerializer.Deserialize<SecretBytes>("\"AAAA\""));
        AssertRefused(() => JsonSerializer.Deserialize<SecretBytes>("null"));
        AssertRefused(() => JsonSerializer.Deserialize<Dictionary<SecretText, int>>("{\"a\":1}"));
        AssertRefused(() => JsonSerializer.Deserialize("{}", SecretJsonContext.Default.SecretText));
    }

    [Theory]
    [InlineData(typeof(SecretBytes))]
    [InlineData(typeof(SecretText))]
    public void XML_and_data_contracts_cannot_write_it(Type type)
    {
        object secret = type == typeof(SecretBytes) ? bytes : text;

        Assert.Throws<InvalidOperationException>(() => new XmlSerializer(type));
        Assert.Throws<InvalidDataContractException>(
            () => new DataContractSerializer(type).WriteObject(Stream.Null, secret));
        Assert.False(type.IsDefined(typeof(SerializableAttribute)));
    }

    /// <summary>What walks over members, as structured loggers and debuggers do, finds nothing to read.</summary>
    [Theory]
    [InlineData(typeof(SecretBytes))]
    [InlineData(typeof(SecretText))]
    public void No_member_gives_the_content_away_but_the_one_that_takes_a_token(Type type)
    {
        Assert.Empty(type.GetProperties());
        Assert.Empty(type.GetFields());
        Assert.DoesNotContain(type.GetMethods(), method => method.Name is "op_Implicit" or "op_Explicit");
        Assert.Equal(
            [typeof(IDisposable), typeof(IEquatable<>).MakeGenericType(type)],
            type.GetInterfaces().OrderBy(item => item.Name, StringComparer.Ordinal));
        Assert.False(type.IsAssignableTo(typeof(IEnumerable)));
        Assert.Equal(typeof(SecretAccess), Assert.Single(type.GetMethod("Expose")!.GetParameters()).ParameterType);
        Assert.Equal(
            ["Dispose", "Equals", "Equals", "Expose", "FixedTimeEquals", "GetHashCode", "ToString",
                "op_Equality", "op_Inequality"],
            type.GetMethods(
                    BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(SecretBytes))]
    [InlineData(typeof(SecretText))]
    public void A_debugger_shows_the_placeholder_and_no_fields(Type type)
    {
        Assert.Equal(Placeholder, type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.All(
            type.GetFields(BindingFlags.NonPublic | BindingFlags.Instance),
            field => Assert.Equal(
                DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
    }

    [Fact]
    public void Opening_takes_the_token()
    {
        Assert.Equal(Planted, text.Expose(SecretAccess.Granted).ToString());
        Assert.Equal(Planted, Encoding.UTF8.GetString(bytes.Expose(SecretAccess.Granted)));
        Assert.Throws<ArgumentNullException>(() => text.Expose(null!).Length);
        Assert.Throws<ArgumentNullException>(() => bytes.Expose(null!).Length);
        Assert.Empty(typeof(SecretAccess).GetConstructors());
    }

    private sealed record Login(string User, SecretText Password, SecretBytes Key);

    private record struct Pair(SecretBytes Key, SecretText Text);

    private static void AssertPlaceholders(params string[] printed) =>
        Assert.All(printed, value => Assert.Equal(Placeholder, value));

    private static void AssertRefused(Func<object?> serialise)
    {
        var exception = Assert.Throws<NotSupportedException>(serialise);
        Assert.Contains("is never serialised", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, exception.ToString(), StringComparison.Ordinal);
    }
}
