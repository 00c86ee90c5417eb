using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>A place where two JSON values differ. Objects are compared without regard to the order of their members,
/// arrays in order, numbers by their value.</summary>
internal sealed record JsonDifference(string Path, string Expected, string Actual)
{
    /// <summary>All differences, and how many single values agree.</summary>
    public static (IReadOnlyList<JsonDifference> Differences, int Agreeing) Between(
        string path, JsonNode? expected, JsonNode? actual)
    {
        var differences = new List<JsonDifference>();
        var agreeing = 0;
        Compare(path, expected, actual);
        return (differences, agreeing);

        void Compare(string at, JsonNode? left, JsonNode? right)
        {
            if (left is JsonObject leftObject && right is JsonObject rightObject)
            {
                foreach (var name in leftObject.Select(m => m.Key).Union(rightObject.Select(m => m.Key)))
                    Compare($"{at}.{name}", leftObject[name], rightObject[name]);
            }
            else if (left is JsonArray leftArray && right is JsonArray rightArray)
            {
                for (var i = 0; i < Math.Max(leftArray.Count, rightArray.Count); i++)
                    Compare($"{at}[{i}]", leftArray.ElementAtOrDefault(i), rightArray.ElementAtOrDefault(i));
            }
            else if (Same(left, right))
            {
                agreeing++;
            }
            else
            {
                differences.Add(new JsonDifference(at, Show(left), Show(right)));
            }
        }
    }

    public override string ToString() => $"{Path}: expected {Expected}, got {Actual}";

    private static bool Same(JsonNode? left, JsonNode? right)
    {
        if (left is null || right is null) return left is null && right is null;
        if (left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number)
            return left.GetValue<decimal>() == right.GetValue<decimal>();
        return JsonNode.DeepEquals(left, right);
    }

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
