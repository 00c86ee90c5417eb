using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cabinet.Application.Commands;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Policies;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Demo;

/// <summary>
/// Hands a file to its pipeline: the content into storage first, then the task that names its address.
/// </summary>
/// <remarks>
/// A kill in between leaves a blob that nothing names, and the next run puts the same blob again. The idempotency key
/// comes from path and content, so the same file is never two tasks, and a changed file is a new one.
/// </remarks>
internal sealed class Submitter(IBlobStorage storage, TaskCommands tasks)
{
    private const int MaximumLabel = 200;

    /// <summary>Submits one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ignore">Hears of a file that can't be read.</param>
    /// <param name="cancellationToken">Ends the wait; the same file may be submitted again.</param>
    /// <returns>The submission, or null when the file was ignored.</returns>
    public async ValueTask<Submission?> SubmitAsync(
        InputFile file, Action<IgnoredFile> ignore, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(file.FullPath, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ignore(new IgnoredFile(file.Path, $"can't be read: {exception.Message}"));
            return null;
        }

        var source = await storage.PutAsync(content, cancellationToken);
        var command = new SubmitTask(DemoPipelines.Of(file.Kind).Name, InputOf(file, source))
        {
            Label = LabelOf(file.Path),
            IdempotencyKey = KeyOf(file, source),
        };
        return await tasks.SubmitAsync(command, Caller.LocalOperator, cancellationToken) switch
        {
            SubmitResult.Accepted accepted => new Submission(file, source, accepted.Id, IsNew: true),
            SubmitResult.AlreadyAccepted already => new Submission(file, source, already.Id, IsNew: false),
            var other => throw new InvalidOperationException($"Submitting a file gave {other.GetType().Name}."),
        };
    }

    private static byte[] InputOf(InputFile file, ContentDigest source) => file.Kind == InputKind.Page
        ? JsonSerializer.SerializeToUtf8Bytes(new ParsePage(file.Path, source.ToString()), DemoJson.Default.ParsePage)
        : JsonSerializer.SerializeToUtf8Bytes(
            new PreparePhoto(file.Path, source.ToString()), DemoJson.Default.PreparePhoto);

    // The end of a long path tells more than its beginning.
    private static string LabelOf(string path) =>
        path.Length <= MaximumLabel ? path : $"…{path[^(MaximumLabel - 1)..]}";

    private static string KeyOf(InputFile file, ContentDigest source)
    {
        // The address has a fixed length, so nothing that a path contains can make two files look alike.
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}/{file.Path}"));
        return $"{DemoPipelines.Of(file.Kind).Name}/{Convert.ToHexStringLower(name)}";
    }
}
