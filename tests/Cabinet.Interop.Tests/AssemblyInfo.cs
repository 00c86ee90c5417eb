using Cabinet.Interop.Tests;

// One Node for all tests: installing the libraries takes longer than all of the calls.
[assembly: AssemblyFixture(typeof(NodeBridge))]
