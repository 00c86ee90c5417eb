using System.Runtime.InteropServices;
using System.Text.Json;
using Cabinet.Application.Commands;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Boundary;

/// <summary>Reads the body of a submitted task.</summary>
internal static class TaskSubmission
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = ApiJson.MaximumDepth,
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="ApiProblem">It isn't what a task is submitted with.</exception>
    public static SubmitTask Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw Bad(
                $"It isn't JSON by RFC 8259, has a member twice, or lies more than {ApiJson.MaximumDepth} deep.");
        }
    }

    private static SubmitTask Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Bad("It isn't an object.");
        }

        string? pipeline = null, label = null;
        JsonElement? input = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "pipeline":
                    pipeline = Text(member);
                    break;
                case "label":
                    label = Text(member);
                    break;
                case "input":
                    input = member.Value;
                    break;
                default:
                    throw Bad("A member isn't known.");
            }
        }

        if (!NameRules.IsValid(pipeline))
        {
            throw Bad("'pipeline' must be the name of one.");
        }

        return input is { } given
            ? new SubmitTask(new PipelineName(pipeline!), JsonMarshal.GetRawUtf8Value(given).ToArray()) { Label = label }
            : throw Bad("'input' is missing.");
    }

    private static string Text(JsonProperty member) => member.Value.ValueKind == JsonValueKind.String
        ? member.Value.GetString()!
        : throw Bad($"'{member.Name}' must be a string.");

    private static ApiProblem Bad(string what) => new(
        StatusCodes.Status400BadRequest,
        "badBody",
        $"The body can't be used. {what} Allowed is {{\"pipeline\": name, \"input\": any JSON, \"label\": text}}, the label "
        + "optional.");
}
