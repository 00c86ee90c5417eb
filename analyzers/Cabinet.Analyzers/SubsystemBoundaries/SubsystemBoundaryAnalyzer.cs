using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>CAB0001: a subsystem of Cabinet.Infrastructure uses a type of another one.</summary>
/// <remarks>
/// Two actions share the work and never report the same place twice: <see cref="WrittenUses"/> looks at the types that
/// the source names (signatures, base lists, attributes, <c>typeof</c>, <c>nameof</c>), <see cref="InferredUses"/> at
/// those that the compiler works out (<c>var</c>, chains, lambda parameters, conversions, extension methods).
/// Neither keeps state between calls, so an editor may run them again for a part of a file.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SubsystemBoundaryAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rule. It is not configurable: neither a severity, a pragma nor NoWarn turns it off.</summary>
    public static readonly DiagnosticDescriptor Rule = new(
        id: "CAB0001",
        title: "An Infrastructure subsystem uses another subsystem's type",
        messageFormat: "'{0}' belongs to Cabinet.Infrastructure.{1} "
            + "and must not be used in Cabinet.Infrastructure.{2}: "
            + "declare a port in Cabinet.Application, or use the one that is there",
        category: "Architecture",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The subsystems of Cabinet.Infrastructure know each other only through Application's ports, "
            + "so that each of them can be read, tested and replaced on its own.",
        helpLinkUri: "docs/analyzers/CAB0001.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // Generated code counts: a header that says "generated" must not open a way round the rule.
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (!SubsystemMap.HasSubsystems(context.Compilation.Assembly.GlobalNamespace))
        {
            return;
        }

        var map = new SubsystemMap();
        var names = SubsystemTypeNames.In(context.Compilation, context.CancellationToken);
        context.RegisterSyntaxNodeAction(
            use => WrittenUses.Analyze(use, map, names), SyntaxKind.IdentifierName, SyntaxKind.GenericName);
        context.RegisterOperationBlockAction(block => InferredUses.Analyze(block, map));
    }
}
