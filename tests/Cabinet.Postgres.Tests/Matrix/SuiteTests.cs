using System.Reflection;
using System.Reflection.Emit;
using Cabinet.Conformance;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>Every test of every suite, as the rows of a theory.</summary>
public static class SuiteTests
{
    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("Matrix"), AssemblyBuilderAccess.Run).DefineDynamicModule("Matrix");

    /// <summary>The suite, the test, and for a theory the number of its row.</summary>
    public static TheoryData<string, string, int> All
    {
        get
        {
            var rows = new TheoryData<string, string, int>();
            foreach (var suite in ConformanceSuites.All)
            {
                foreach (var test in suite.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), true)))
                {
                    for (var row = 0; row < Math.Max(1, Rows(test).Length); row++)
                    {
                        rows.Add(suite.Name[..^2], test.Name, row);
                    }
                }
            }

            return rows;
        }
    }

    /// <summary>Runs one of them with a harness.</summary>
    public static async Task RunAsync<THarness>(string suite, string test, int row)
        where THarness : IStoreHarness, new()
    {
        var instance = Make(ConformanceSuites.All.Single(type => type.Name[..^2] == suite), typeof(THarness));
        var method = instance.GetType().GetMethod(test)!;
        var rows = Rows(method);
        await using var lifetime = (IAsyncLifetime)instance;
        await lifetime.InitializeAsync();
        if (method.Invoke(
            instance,
            BindingFlags.DoNotWrapExceptions,
            binder: null,
            rows.Length == 0 ? [] : Arguments(method, rows[row]),
            culture: null) is Task running)
        {
            await running;
        }
    }

    private static InlineDataAttribute[] Rows(MethodInfo test) =>
        [.. test.GetCustomAttributes<InlineDataAttribute>(inherit: true)];

    private static object?[] Arguments(MethodInfo method, InlineDataAttribute row) =>
        [.. method.GetParameters().Zip(row.Data, (parameter, value) =>
            value is null or not IConvertible || parameter.ParameterType.IsInstanceOfType(value)
                ? value
                : Convert.ChangeType(value, parameter.ParameterType, provider: null))];

    // Suites are abstract, so that each test project names those that it runs; here, all run.
    private static object Make(Type suite, Type harness)
    {
        lock (Module)
        {
            var name = $"{suite.Name[..^2]}.{harness.Name}";
            var made = Module.GetType(name)
                ?? Module.DefineType(name, TypeAttributes.Public, suite.MakeGenericType(harness)).CreateType();
            return Activator.CreateInstance(made)!;
        }
    }
}
