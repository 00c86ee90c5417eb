using Cabinet.Conformance.Nodes;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>Nodes beside each other whose answers are lost.</summary>
public sealed class FaultyWireNodesConformance : NodesConformance<FaultyWireHarness>;
