using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Finds the other subsystems' types that code reaches without naming them.</summary>
/// <remarks>
/// A value's type is reported where the value first appears: an operation whose operand has the same type hands it on
/// and is silent. The types that the source does name are left to <see cref="WrittenUses"/>.
/// </remarks>
internal sealed class InferredUses
{
    private readonly OperationBlockAnalysisContext _context;
    private readonly SubsystemMap _map;
    private readonly string _user;
    private HashSet<(Location Place, INamedTypeSymbol Type)>? _reported;

    private InferredUses(OperationBlockAnalysisContext context, SubsystemMap map, string user)
    {
        _context = context;
        _map = map;
        _user = user;
    }

    /// <summary>Reports the uses in one member's bodies and initialisers.</summary>
    public static void Analyze(OperationBlockAnalysisContext context, SubsystemMap map)
    {
        if (map.SubsystemOf(context.OwningSymbol) is not { } user)
        {
            return;
        }

        var uses = new InferredUses(context, map, user);
        foreach (var operation in context.OperationBlocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            uses.AddValue(operation);
            uses.AddSymbols(operation);
        }
    }

    private void AddValue(IOperation operation)
    {
        if (operation.Type is { } type && MentionsForeign(type) && !IsSilent(operation) && !HandsOn(operation, type))
        {
            Add(type, operation, operation.Syntax);
        }
    }

    // What an operation uses besides the type of its value.
    private void AddSymbols(IOperation operation)
    {
        switch (operation)
        {
            // A constructor call among the operations is base(...) or this(...): the base list names the type.
            case IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.Constructor } method }:
                AddMember(method, operation, operation.Syntax);
                break;
            case IMethodReferenceOperation reference:
                AddMember(reference.Method, operation, operation.Syntax);
                AddSignature(reference.Method, operation);
                break;
            case IMemberReferenceOperation reference:
                AddMember(reference.Member, operation, operation.Syntax);
                break;
            case IVariableDeclaratorOperation declarator:
                AddLocal(declarator.Symbol, declarator.GetVariableInitializer()?.Value.Type, operation);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } pattern:
                AddLocal(local, valueType: null, pattern);
                break;
            case IAnonymousFunctionOperation lambda:
                AddParameters(lambda);
                break;
            default:
                AddMembers(operation);
                break;
        }
    }

    // What the compiler picks for a loop, an operator or a pattern; it may be another subsystem's extension.
    private void AddMembers(IOperation operation)
    {
        foreach (var symbol in ImplicitSymbols.Of(operation))
        {
            var syntax = (operation.Syntax as CommonForEachStatementSyntax)?.Expression ?? operation.Syntax;
            if (symbol is ITypeSymbol type)
            {
                Add(type, operation, syntax);
            }
            else
            {
                AddMember(symbol, operation, syntax);
            }
        }
    }

    private void AddMember(ISymbol member, IOperation operation, SyntaxNode syntax)
    {
        if (member.ContainingType is { } declaring && !HandsOn(operation, declaring))
        {
            Add(declaring, operation, syntax);
        }

        if (member is IMethodSymbol method)
        {
            foreach (var argument in method.TypeArguments)
            {
                Add(argument, operation, syntax);
            }
        }
    }

    // A method that is handed on without a call has no value whose type would show what it takes and gives.
    private void AddSignature(IMethodSymbol method, IOperation operation)
    {
        Add(method.ReturnType, operation, operation.Syntax);
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.Type, operation, operation.Syntax);
        }
    }

    private void AddLocal(ILocalSymbol local, ITypeSymbol? valueType, IOperation operation)
    {
        if (!SymbolEqualityComparer.Default.Equals(local.Type, valueType))
        {
            Add(local.Type, operation, operation.Syntax);
        }
    }

    private void AddParameters(IAnonymousFunctionOperation lambda)
    {
        foreach (var parameter in lambda.Symbol.Parameters)
        {
            // A parameter that the source leaves out, as in "delegate { }", is seen through the delegate's type.
            foreach (var declaration in parameter.DeclaringSyntaxReferences)
            {
                Add(parameter.Type, lambda, declaration.GetSyntax(_context.CancellationToken));
            }
        }
    }

    private void Add(ITypeSymbol type, IOperation operation, SyntaxNode syntax)
    {
        foreach (var mentioned in _map.Mentions(type))
        {
            if (_map.IsForeign(mentioned, _user))
            {
                Report(mentioned, UsePlace.Of(syntax), operation.SemanticModel!);
            }
        }
    }

    private void Report(INamedTypeSymbol type, SyntaxNodeOrToken place, SemanticModel model)
    {
        _reported ??= [];
        if (!UsePlace.IsWritten(place, type, model, _context.CancellationToken)
            && place.GetLocation() is { } location
            && _reported.Add((location, type)))
        {
            _context.ReportDiagnostic(Violation.At(location, type, _map.SubsystemOf(type)!, _user));
        }
    }

    private bool MentionsForeign(ITypeSymbol type)
    {
        foreach (var mentioned in _map.Mentions(type))
        {
            if (_map.IsForeign(mentioned, _user))
            {
                return true;
            }
        }

        return false;
    }

    // Their types are reported where they come from: at the base list, the discarded value, the tuple's
    // elements, the query's clause.
    private static bool IsSilent(IOperation operation) => operation
        is IInstanceReferenceOperation { IsImplicit: true }
        or IDiscardOperation { Parent: not IArgumentOperation }
        or ITupleOperation
        or IDeclarationExpressionOperation { Expression: ITupleOperation }
        or IObjectOrCollectionInitializerOperation
        or IConversionOperation { Operand: IThrowOperation }
        or IDelegateCreationOperation
        {
            Target: IAnonymousFunctionOperation, Syntax: not AnonymousFunctionExpressionSyntax,
        };

    // Whether one of the operands has that very type, so that it is reported there.
    private static bool HandsOn(IOperation operation, ITypeSymbol type)
    {
        var operands = operation is ISwitchExpressionOperation choice
            ? choice.Arms.Select(arm => arm.Value)
            : operation.ChildOperations;
        foreach (var operand in operands)
        {
            if (SymbolEqualityComparer.Default.Equals(operand.Type, type))
            {
                return true;
            }
        }

        return false;
    }
}
