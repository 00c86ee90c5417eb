using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;

namespace Cabinet.Tests.Infrastructure.Security.Signatures.Components;

/// <summary>The derived components of RFC 9421, section 2.2, with its examples and what lies beside them.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void An_empty_path_is_a_slash(string path) =>
        Assert.Equal("/", Derive(ComponentIdentifier.Path, path: path));

    [Theory]
    [InlineData("/a/./b")]
    [InlineData("/a/../b")]
    [InlineData("/..")]
    [InlineData("/../../etc/passwd")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/a/%2E%2e/b")]
    [InlineData("/a/.%2e/b")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%2fb")]
    [InlineData("/%61")]
    [InlineData("//a//")]
    [InlineData("/a;b=c/")]
    [InlineData("/%zz")]
    public void A_path_is_signed_as_it_was_received(string path)
    {
        Assert.Equal(path, Derive(ComponentIdentifier.Path, path: path));
        Assert.Equal(path + "?q", Derive(ComponentIdentifier.RequestTarget, path: path, query: "q"));
        Assert.Equal($"https://a.example{path}?q", Derive(ComponentIdentifier.TargetUri, path: path, query: "q"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/\u00e4")]
    [InlineData("/a\nb")]
    [InlineData("/a\0")]
    public void What_is_no_path_has_no_value(string path)
    {
        Assert.Null(Derive(ComponentIdentifier.Path, path: path));
        Assert.Null(Derive(ComponentIdentifier.TargetUri, path: path));
        Assert.Null(Derive(ComponentIdentifier.RequestTarget, path: path));
    }

    [Theory]
    [InlineData(null, "?")]
    [InlineData("", "?")]
    [InlineData("param=value&foo=bar&baz=bat%2Dman", "?param=value&foo=bar&baz=bat%2Dman")]
    [InlineData("queryString", "?queryString")]
    [InlineData("a=../%2e%2e?b", "?a=../%2e%2e?b")]
    [InlineData("a#b", null)]
    [InlineData("a b", null)]
    [InlineData("a\r\nb", null)]
    public void A_query_has_its_question_mark_and_is_signed_as_it_was_received(string? query, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.Query, query: query));

    [Fact]
    public void No_query_and_an_empty_one_are_told_apart_in_the_whole_target()
    {
        Assert.Equal("/", Derive(ComponentIdentifier.RequestTarget));
        Assert.Equal("/?", Derive(ComponentIdentifier.RequestTarget, query: ""));
        Assert.Equal("https://a.example/", Derive(ComponentIdentifier.TargetUri));
        Assert.Equal("https://a.example/?", Derive(ComponentIdentifier.TargetUri, query: ""));
    }

    [Theory]
    [InlineData("https", "www.Example.COM", "www.example.com")]
    [InlineData("https", "www.example.com:443", "www.example.com")]
    [InlineData("HTTPS", "www.example.com:443", "www.example.com")]
    [InlineData("http", "www.example.com:80", "www.example.com")]
    [InlineData("http", "www.example.com:443", "www.example.com:443")]
    [InlineData("https", "www.example.com:80", "www.example.com:80")]
    [InlineData("https", "www.example.com:8443", "www.example.com:8443")]
    [InlineData("https", "www.example.com:", "www.example.com")]
    [InlineData("https", "[2001:DB8::1]", "[2001:db8::1]")]
    [InlineData("https", "[2001:DB8::1]:443", "[2001:db8::1]")]
    [InlineData("https", "[::1]:8443", "[::1]:8443")]
    [InlineData("https", "", null)]
    [InlineData("https", ":443", null)]
    [InlineData("https", "[]", null)]
    [InlineData("https", "a:b:443", null)]
    [InlineData("https", "a:443x", null)]
    [InlineData("https", "user@a", null)]
    [InlineData("https", "a/b", null)]
    [InlineData("https", "a?b", null)]
    [InlineData("https", "a b", null)]
    [InlineData("https", "\u00e4.example", null)]
    [InlineData("", "a.example", null)]
    [InlineData("1http", "a.example", null)]
    public void An_authority_is_in_lower_case_and_without_the_scheme_s_own_port(
        string scheme, string authority, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.Authority, scheme: scheme, authority: authority));

    [Fact]
    public void The_scheme_is_in_lower_case() =>
        Assert.Equal("https", Derive(ComponentIdentifier.Scheme, scheme: "HTTPS"));

    [Theory]
    [InlineData("POST", "POST")]
    [InlineData("post", "post")]
    [InlineData("", null)]
    [InlineData("GET ", null)]
    [InlineData("GET\n", null)]
    public void The_method_keeps_its_case(string method, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.Method, method: method));

    [Theory]
    [InlineData("OPTIONS", "*")]
    [InlineData("CONNECT", "www.example.com:80")]
    [InlineData("GET", "https://www.example.com/path?param=value")]
    public void The_request_target_can_be_another_than_path_and_query(string method, string target)
    {
        var message = SignatureMessage.ForRequest(method, "https", "www.example.com", "") with
        {
            RequestTarget = target,
        };

        Assert.Equal(target, ValueOf(message, ComponentIdentifier.RequestTarget));
    }

    [Theory]
    [InlineData(200, "200")]
    [InlineData(100, "100")]
    [InlineData(999, "999")]
    [InlineData(99, null)]
    [InlineData(1000, null)]
    public void A_status_has_three_digits(int status, string? expected) =>
        Assert.Equal(expected, ValueOf(SignatureMessage.ForResponse(status), ComponentIdentifier.Status));

    [Fact]
    public void Parts_of_the_request_are_taken_from_the_request_and_only_of_a_response()
    {
        var request = SignatureMessage.ForRequest("PUT", "https", "a.example", "/p").WithField("Etag", "request");
        var response = SignatureMessage.ForResponse(204, request).WithField("Etag", "response");

        Assert.Equal("PUT", ValueOf(response, ComponentIdentifier.Method with { IsOfRequest = true }));
        Assert.Equal("request", ValueOf(response, ComponentIdentifier.Field("etag") with { IsOfRequest = true }));
        Assert.Equal("response", ValueOf(response, ComponentIdentifier.Field("etag")));
        Assert.Null(ValueOf(response, ComponentIdentifier.Method));
        Assert.Null(ValueOf(response, ComponentIdentifier.Status with { IsOfRequest = true }));
        Assert.Null(ValueOf(request, ComponentIdentifier.Method with { IsOfRequest = true }));
        Assert.Null(ValueOf(request, ComponentIdentifier.Status));
    }

    [Theory]
    [InlineData(32 * 1024, true)]
    [InlineData((32 * 1024) + 1, false)]
    public void A_path_has_a_length(int length, bool isSigned) =>
        Assert.Equal(isSigned, Derive(ComponentIdentifier.Path, path: "/" + new string('a', length - 1)) is not null);

    // The examples of RFC 9421, section 2.2.8.
    [Theory]
    [InlineData("param=value&foo=bar&baz=batman&qux=", "baz", "batman")]
    [InlineData("param=value&foo=bar&baz=batman&qux=", "qux", "")]
    [InlineData("param=value&foo=bar&baz=batman&qux", "qux", "")]
    [InlineData("param=value&foo=bar&baz=batman&qux=", "param", "value")]
    [InlineData("var=this%20is%20a%20big%0Amultiline%20value", "var", "this%20is%20a%20big%0Amultiline%20value")]
    [InlineData("bar=with+plus+whitespace", "bar", "with%20plus%20whitespace")]
    [InlineData("fa%C3%A7ade%22%3A%20=something", "fa\u00e7ade\": ", "something")]
    [InlineData("a=1=2", "a", "1%3D2")]
    [InlineData("a=%7e!'()*-._", "a", "%7E%21%27%28%29*-._")]
    [InlineData("a=%zz%", "a", "%25zz%25")]
    [InlineData("&&a=1&", "a", "1")]
    [InlineData("a=1&a=2", "a", null)]
    [InlineData("a=1&%61=2", "a", null)]
    [InlineData("b=1", "a", null)]
    [InlineData("A=1", "a", null)]
    [InlineData("a=%FF", "a", null)]
    [InlineData("a=1&b=%FF", "a", null)]
    [InlineData(null, "a", null)]
    public void A_parameter_of_the_query_is_decoded_and_encoded_anew(string? query, string name, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.QueryParameter(name), query: query));

    [Fact]
    public void A_parameter_is_named_in_its_one_encoding() => Assert.Null(Derive(
        ComponentIdentifier.QueryParameter("a") with { ParameterName = "%61" }, query: "a=1"));

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_query_of_which_a_parameter_is_signed_has_a_bounded_number_of_them(int count, bool isSigned)
    {
        var query = "a=1" + string.Concat(Enumerable.Repeat("&b=2", count - 1));

        Assert.Equal(isSigned, Derive(ComponentIdentifier.QueryParameter("a"), query: query) is not null);
    }

    private static string? Derive(
        ComponentIdentifier component,
        string method = "GET",
        string scheme = "https",
        string authority = "a.example",
        string path = "/",
        string? query = null) =>
        ValueOf(SignatureMessage.ForRequest(method, scheme, authority, path, query), component);

    private static string? ValueOf(SignatureMessage message, ComponentIdentifier component)
    {
        var types = new StructuredFieldTypes(new Dictionary<string, StructuredFieldType>());
        return ComponentValues.TryGet(message, component, types, out var value) ? value : null;
    }
}
