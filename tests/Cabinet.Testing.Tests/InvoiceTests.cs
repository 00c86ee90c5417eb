using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Testing.Tests;

public sealed class InvoiceTests
{
    private readonly FakeMail mail = new();

    [Fact]
    public async Task An_unpaid_invoice_gets_one_reminder_after_two_weeks()
    {
        await using var test = await CabinetTest.StartAsync(Billing.Declare, services => services.AddSingleton<IMail>(mail));

        await test.Jobs.EnqueueAsync(new SendInvoice("A-17"));
        (await test.DrainAsync()).AllCompleted();

        Assert.Equal(["invoice A-17"], mail.Sent);
        var reminder = test.Enqueued.One<SendReminder>(job => job.Payload.Invoice == "A-17");
        Assert.Equal(test.Clock.GetUtcNow().AddDays(14), reminder.DueAt);

        (await test.AdvanceAsync(TimeSpan.FromDays(15))).AllCompleted();
        Assert.Equal(["invoice A-17", "reminder A-17"], mail.Sent);
    }

    [Fact]
    public async Task A_node_that_dies_after_sending_sends_no_second_invoice()
    {
        await using var test = await CabinetTest.StartAsync(Billing.Declare, services => services.AddSingleton<IMail>(mail));
        test.Faults.Crash<SendInvoice>();

        await test.Jobs.EnqueueAsync(new SendInvoice("A-17"));
        var runs = await test.DrainAsync();

        Assert.Equal([false, true], runs.Select(run => run.IsCompleted)); // it ran twice
        Assert.Equal(["invoice A-17"], mail.Sent); // and sent once, because sending is a step of its journal
        test.Enqueued.One<SendReminder>();
    }
}

internal static class Billing
{
    // The application hands the same method to AddCabinet.
    public static void Declare(CabinetBuilder cabinet) => cabinet
        .AddJob<SendInvoice, SendInvoiceHandler>("invoice.send", BillingJson.Default.SendInvoice)
        .AddJob<SendReminder, SendReminderHandler>("invoice.remind", BillingJson.Default.SendReminder);
}

internal sealed class SendInvoiceHandler(IMail mail, IJobClient jobs) : IJobHandler<SendInvoice>
{
    public async ValueTask<JobResult> HandleAsync(SendInvoice job, JobContext context, CancellationToken cancellation)
    {
        await context.Steps.RunAsync(
            "send",
            StepEffect.Keyed,
            async (call, token) => await mail.SendAsync($"invoice {job.Number}", call.IdempotencyKey, token),
            BillingJson.Default.Boolean,
            cancellation);
        var reminder = new EnqueueOptions { Delay = TimeSpan.FromDays(14), UniqueKey = $"reminder {job.Number}" };
        await jobs.EnqueueAsync(new SendReminder(job.Number), reminder, cancellation);
        return JobResult.Done;
    }
}

internal sealed class SendReminderHandler(IMail mail) : IJobHandler<SendReminder>
{
    public async ValueTask<JobResult> HandleAsync(SendReminder job, JobContext context, CancellationToken cancellation)
    {
        await mail.SendAsync($"reminder {job.Invoice}", context.Id.ToString(), cancellation);
        return JobResult.Done;
    }
}

internal sealed record SendInvoice(string Number);

internal sealed record SendReminder(string Invoice);

internal interface IMail
{
    ValueTask<bool> SendAsync(string text, string idempotencyKey, CancellationToken cancellation);
}

internal sealed class FakeMail : IMail
{
    public List<string> Sent { get; } = [];

    public ValueTask<bool> SendAsync(string text, string idempotencyKey, CancellationToken cancellation)
    {
        Sent.Add(text);
        return ValueTask.FromResult(true);
    }
}

[JsonSerializable(typeof(SendInvoice))]
[JsonSerializable(typeof(SendReminder))]
[JsonSerializable(typeof(bool))]
internal sealed partial class BillingJson : JsonSerializerContext;
