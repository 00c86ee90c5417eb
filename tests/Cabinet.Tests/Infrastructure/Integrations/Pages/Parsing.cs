using System.Text;
using Cabinet.Application.Integrations.Pages;
using Cabinet.Infrastructure.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Short ways to the parser for its tests.</summary>
internal static class Parsing
{
    public static PageOutcome Parse(PageSource source, PageLimits? limits = null)
    {
        var task = new AngleSharpPageParser(limits ?? new PageLimits())
            .ParseAsync(source, TestContext.Current.CancellationToken)
            .AsTask();
        Assert.True(task.IsCompleted, "the parser works on its caller's thread");
        return task.GetAwaiter().GetResult();
    }

    public static ParsedPage Read(byte[] content, Uri? url = null) =>
        Assert.IsType<PageOutcome.Success>(Parse(new PageSource(content) { Url = url })).Page;

    public static ParsedPage Read(string html, string? url = null) =>
        Read(Encoding.UTF8.GetBytes(html), url is null ? null : new Uri(url));

    public static PageOutcome.Failure Refuse(byte[] content, PageLimits? limits = null) =>
        Assert.IsType<PageOutcome.Failure>(Parse(new PageSource(content), limits));

    public static PageOutcome.Failure Refuse(string html, PageLimits? limits = null) =>
        Refuse(Encoding.UTF8.GetBytes(html), limits);
}
