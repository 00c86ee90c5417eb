using Xunit.Sdk;
using Xunit.v3;

// The tests start and kill servers; several at once would only make each other slow.
[assembly: Parallelization(Mode = ParallelMode.None)]
