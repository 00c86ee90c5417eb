using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Finds the members that the compiler calls for an operator, a loop, a deconstruction or a pattern.</summary>
internal static class ImplicitSymbols
{
    /// <summary>The members that the operation calls without naming them, and a loop's element type.</summary>
    public static IEnumerable<ISymbol> Of(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: { } method } => [method],
        IBinaryOperation { OperatorMethod: { } method } => [method],
        IUnaryOperation { OperatorMethod: { } method } => [method],
        IIncrementOrDecrementOperation { OperatorMethod: { } method } => [method],
        ICompoundAssignmentOperation { OperatorMethod: { } method } => [method],
        ICollectionExpressionOperation { ConstructMethod: { } method } => [method],
        IRecursivePatternOperation { DeconstructSymbol: { ContainingType: var declaring } method } pattern
            when !SymbolEqualityComparer.Default.Equals(declaring, pattern.MatchedType) => [method],
        IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop } => OfLoop(loop, operation.SemanticModel!),
        IAwaitOperation { Syntax: AwaitExpressionSyntax awaiting } => OfAwait(awaiting, operation.SemanticModel!),
        IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment } =>
            OfDeconstruction(operation.SemanticModel!.GetDeconstructionInfo(assignment)),
        _ => [],
    };

    private static IEnumerable<ISymbol> OfLoop(CommonForEachStatementSyntax loop, SemanticModel model)
    {
        var info = model.GetForEachStatementInfo(loop);
        ISymbol?[] members = [info.GetEnumeratorMethod, info.CurrentProperty, info.ElementType, info.DisposeMethod];
        var deconstructed = loop is ForEachVariableStatementSyntax variables
            ? OfDeconstruction(model.GetDeconstructionInfo(variables))
            : [];
        return members.OfType<ISymbol>().Concat(deconstructed);
    }

    private static IEnumerable<ISymbol> OfAwait(AwaitExpressionSyntax awaiting, SemanticModel model)
    {
        var info = model.GetAwaitExpressionInfo(awaiting);
        ISymbol?[] members = [info.GetAwaiterMethod, info.GetResultMethod];
        return members.OfType<ISymbol>();
    }

    private static IEnumerable<ISymbol> OfDeconstruction(DeconstructionInfo info)
    {
        ISymbol?[] method = [info.Method];
        return method.OfType<ISymbol>().Concat(info.Nested.IsDefault ? [] : info.Nested.SelectMany(OfDeconstruction));
    }
}
