using System.Net;

namespace Cabinet.Host.Commands.Serve;

/// <summary>Where a node listens.</summary>
internal static class ListenAddress
{
    /// <summary>The loopback interface, and the port that Prometheus exporters of OpenTelemetry use.</summary>
    public const string Default = "127.0.0.1:9464";

    /// <summary>Reads an address.</summary>
    /// <param name="text">An IP address with a port, such as <c>127.0.0.1:9000</c> or <c>[::1]:9000</c>.</param>
    /// <param name="allowRemote">Whether an address that other machines reach will do.</param>
    /// <param name="option">Which option names it.</param>
    /// <exception cref="CommandException">It is no such address, or not allowed.</exception>
    public static IPEndPoint Read(string text, bool allowRemote, string option = "--listen")
    {
        var value = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1{text[9..]}" : text;
        if (!value.Contains(':', StringComparison.Ordinal)
            || value.EndsWith(']')
            || !IPEndPoint.TryParse(value, out var address))
        {
            throw new CommandException(
                ExitCode.Usage,
                "badListen",
                $"{option} is '{text}'; it takes an IP address and a port, such as {Default} or [::1]:9464.");
        }

        return allowRemote || IPAddress.IsLoopback(address.Address)
            ? address
            : throw new CommandException(
                ExitCode.Usage,
                "remoteListen",
                $"{option} is '{text}', which other machines reach, over plain HTTP; and health and metrics ask "
                + "nobody for a password. Use a loopback address, or add --allow-remote where a firewall or a proxy stands "
                + "in front.");
    }
}
