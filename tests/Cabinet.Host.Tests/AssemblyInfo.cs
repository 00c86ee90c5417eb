using Cabinet.Host.Tests;

[assembly: AssemblyFixture(typeof(FinishedDemo))]
