using System.Reflection;
using Cabinet.Infrastructure.Observability;

namespace Cabinet.Tests.Infrastructure.Observability;

public sealed class TelemetryNamesTests
{
    [Fact]
    public void Every_meter_of_the_house_is_in_the_catalogue() =>
        Assert.All(NamesOfOwners("Meter"), name => Assert.Contains(name, TelemetryNames.Meters));

    [Fact]
    public void Every_activity_source_of_the_house_is_in_the_catalogue() =>
        Assert.All(NamesOfOwners("ActivitySource"), name => Assert.Contains(name, TelemetryNames.ActivitySources));

    // Types that own a meter or an activity source call its name Name: what forgets the catalogue fails here.
    private static List<string?> NamesOfOwners(string instrument)
    {
        var names = typeof(TelemetryNames).Assembly.GetTypes()
            .Where(type => Fields(type).Any(field => field.FieldType.Name == instrument))
            .Select(type => Fields(type).FirstOrDefault(field => field.Name == "Name")?.GetRawConstantValue() as string)
            .ToList();
        Assert.NotEmpty(names);
        return names;
    }

    private static FieldInfo[] Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
}
