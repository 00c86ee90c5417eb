using System.Text;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres.Waking;

namespace Cabinet.Postgres.Tests.Waking;

public sealed class WakeMessageTests
{
    private static readonly Guid Process = new("0192f6a0-0000-7000-8000-00000000002a");

    [Fact]
    public void An_announcement_is_read_as_it_was_written()
    {
        foreach (var queue in (QueueName?[])[new QueueName("mail.fast"), null])
        {
            var message = new WakeMessage(0xF00D, queue);
            Assert.Equal(message, WakeMessage.Read(message.ToString()));
        }

        Assert.Equal("000000000000f00d mail.fast", new WakeMessage(0xF00D, new QueueName("mail.fast")).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail")]
    [InlineData("000000000000f00d")]
    [InlineData("000000000000f00d ")]
    [InlineData("00000000-000f00d mail")]
    public void What_is_not_understood_wakes_everything(string text) => Assert.Equal(default, WakeMessage.Read(text));

    [Fact]
    public void A_queue_that_no_queue_can_be_called_wakes_everything() =>
        Assert.Equal(new WakeMessage(0xF00D, null), WakeMessage.Read("000000000000f00d No'queue"));

    [Theory]
    [InlineData("cabinet", "cabinet_wake_cabinet")]
    [InlineData("o\"dd", "cabinet_wake_fd975c78f026cb071cf4fb80b63e368b")]
    public void A_channel_needs_no_quoting(string schema, string name) =>
        Assert.Equal(name, new WakeChannel(schema, Process).Name);

    [Fact]
    public void A_channel_is_never_too_long()
    {
        var names = Enumerable.Range(1, 63).Select(length => new WakeChannel(new string('s', length), Process).Name).ToList();
        Assert.All(names, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 63));
        Assert.Equal(63, names.Distinct().Count());
        Assert.Equal(29, new WakeChannel("cabinet", Process).PingName.Length);
    }
}
