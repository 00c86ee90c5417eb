using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Finds the word of the source that stands for an operation, so that a message points at it alone.</summary>
internal static class UsePlace
{
    /// <summary>The name, the variable or the keyword that stands for what the syntax does.</summary>
    public static SyntaxNodeOrToken Of(SyntaxNode syntax) => syntax switch
    {
        // The operation of a loop's variable points at the variable's type.
        TypeSyntax { IsVar: true, Parent: ForEachStatementSyntax loop } => loop.Identifier,
        ExpressionSyntax expression => OfExpression(expression),
        AttributeSyntax attribute => Of(attribute.Name),
        ArgumentSyntax argument => Of(argument.Expression),
        ParameterSyntax parameter => parameter.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        SingleVariableDesignationSyntax variable => variable.Identifier,
        QueryClauseSyntax or SelectOrGroupClauseSyntax => syntax.GetFirstToken(),
        DeclarationPatternSyntax pattern => Of(pattern.Type),
        VarPatternSyntax pattern => Of(pattern.Designation),
        ForEachStatementSyntax loop => loop.Identifier,
        _ => syntax,
    };

    /// <summary>Whether the source names the type there, so that <see cref="WrittenUses"/> reports it.</summary>
    public static bool IsWritten(
        SyntaxNodeOrToken place, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken) =>
        place.AsNode() is { } node
            ? IsTypeName(node, model, cancellationToken)
                || IsMemberOfNamed(node, type, model, cancellationToken)
                || IsTypeArgument(node, type, model, cancellationToken)
            : IsExplicitlyTyped(place.Parent);

    private static SyntaxNodeOrToken OfExpression(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Of(parenthesized.Expression),
        InvocationExpressionSyntax invocation => Of(invocation.Expression),
        AwaitExpressionSyntax awaiting => Of(awaiting.Expression),
        PostfixUnaryExpressionSyntax postfix => Of(postfix.Operand),
        ConditionalAccessExpressionSyntax access => Of(access.WhenNotNull),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        AssignmentExpressionSyntax assignment => Of(assignment.Left),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } conversion => Of(conversion.Right),
        BinaryExpressionSyntax binary => binary.OperatorToken,
        ConditionalExpressionSyntax conditional => conditional.QuestionToken,
        SwitchExpressionSyntax choice => choice.SwitchKeyword,
        ObjectCreationExpressionSyntax creation => Of(creation.Type),
        ArrayCreationExpressionSyntax creation => Of(creation.Type),
        ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword,
        ImplicitArrayCreationExpressionSyntax creation => creation.NewKeyword,
        CastExpressionSyntax cast => Of(cast.Type),
        DefaultExpressionSyntax value => Of(value.Type),
        DeclarationExpressionSyntax declaration => Of(declaration.Designation),
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter.Identifier,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ArrowToken,
        AnonymousMethodExpressionSyntax method => method.DelegateKeyword,
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax qualified => qualified.Name,
        NullableTypeSyntax nullable => Of(nullable.ElementType),
        ArrayTypeSyntax array => Of(array.ElementType),
        _ => expression,
    };

    private static bool IsTypeName(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is TypeSyntax
        && model.GetSymbolInfo(node, cancellationToken).Symbol
            is ITypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor };

    // In Type.Member the member's type was reported at "Type" already if it is that very type.
    private static bool IsMemberOfNamed(
        SyntaxNode node, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken) =>
        node.Parent is MemberAccessExpressionSyntax access
        && access.Name == node
        && Names(access.Expression, type, model, cancellationToken);

    // In Method<Type>() the type was reported between the brackets already.
    private static bool IsTypeArgument(
        SyntaxNode node, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken) =>
        node is GenericNameSyntax generic
        && generic.TypeArgumentList.DescendantNodes().Any(name => Names(name, type, model, cancellationToken));

    private static bool Names(
        SyntaxNode name, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(
            model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, type);

    private static bool IsExplicitlyTyped(SyntaxNode? declaration) => declaration switch
    {
        ParameterSyntax parameter => parameter.Type is not null,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } => !variables.Type.IsVar,
        SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax expression } => !expression.Type.IsVar,
        ForEachStatementSyntax loop => !loop.Type.IsVar,
        _ => false,
    };
}
