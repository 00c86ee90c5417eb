using Xunit.Sdk;
using Xunit.v3;

// The tests kill programs at moments of their run; two tests at once would only move those moments about.
[assembly: Parallelization(Mode = ParallelMode.None)]
