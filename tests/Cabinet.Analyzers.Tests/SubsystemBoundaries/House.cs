using Microsoft.CodeAnalysis;

namespace Cabinet.Analyzers.Tests.SubsystemBoundaries;

/// <summary>A small Cabinet for snippets: a queue, a port, and a composition root that hands out both.</summary>
internal static class House
{
    /// <summary>The head of a file of the Persistence subsystem that sees everything.</summary>
    public const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Cabinet.Application;
        using Cabinet.Infrastructure;
        using Cabinet.Infrastructure.Queue;
        using Cabinet.Infrastructure.Queue.Leases;

        """;

    /// <summary>The code around the snippets: outside of the queue only the root mentions its types.</summary>
    public const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Cabinet.Infrastructure.Queue;

        namespace Cabinet.Application
        {
            public interface IClaims { int Count { get; } }
        }

        namespace Cabinet.Infrastructure.Queue
        {
            public interface IClaimer { }

            public class Claimer : IClaimer, Cabinet.Application.IClaims
            {
                public const int Limit = 8;
                public static readonly Claimer Shared = new();
                public int Count => 0;
                public Claim Next { get; } = new();
                public event Action<Claim>? Claimed;
                public Claimer With(int size) => this;
                public void Raise() => Claimed?.Invoke(Next);
                public static int Parse(string text) => text.Length;
                public static implicit operator Claimer(string name) => new();
            }

            public class Claim
            {
                public string Name { get; set; } = "";
                public static Claim operator +(Claim left, int right) => left;
                public static implicit operator int(Claim claim) => 0;
            }

            public class Batch<T> { public T? First { get; } public class Cursor { } }
            public record struct Ticket(int Number);
            public enum State { Ready, Done }
            public delegate void ClaimHandler(Claim claim);
            public sealed class ClaimFault : Exception { }

            [AttributeUsage(AttributeTargets.All)]
            public sealed class ClaimedAttribute : Attribute { public ClaimedAttribute(Type? type = null) { } }

            public static class RowBuilder { public static Row Create(ReadOnlySpan<int> items) => new(); }

            public static class ClaimExtensions
            {
                public static int Twice(this int value) => value * 2;
                public static string Shout(this string text) => text;
                public static TaskAwaiter GetAwaiter(this int value) => default;
                public static IEnumerator<int> GetEnumerator(this int value) => null!;
                public static void Deconstruct(this int value, out int half, out int rest) => half = rest = value / 2;
                extension(int value) { public int Tripled => value * 3; }
            }
        }

        namespace Cabinet.Infrastructure.Queue.Leases
        {
            public class Lease { }
        }

        namespace Cabinet.Infrastructure
        {
            public static class Composition
            {
                public static Holder Holder { get; } = new();
                public static IEnumerable<Claim> Claims() => [];
                public static IAsyncEnumerable<Claim> Stream() => null!;
                public static Task<Claim> ClaimAsync() => null!;
                public static (Claim Claim, int Rank) Ranked() => default;
                public static bool TryClaim(out Claim claim) { claim = new(); return true; }
                public static void Each(Action<Claim> action) { }
                public static void Handle(ClaimHandler handler) { }
                public static void Take(Claim? claim, Claimer? claimer = null) { }
                public static void TakeMany(params Claim[] claims) { }
                public static T Same<T>(T value, Batch<T>? batch = null) => value;
                public static Cabinet.Application.IClaims Port() => new Claimer();
            }

            public class Holder
            {
                public Claimer Claimer { get; set; } = new();
                public object Anything { get; } = new();
                public Claims All => new();
                public static implicit operator Claim(Holder holder) => new();
            }

            [CollectionBuilder(typeof(RowBuilder), nameof(RowBuilder.Create))]
            public class Row : List<int> { }

            public class Claims
            {
                public Enumerator GetEnumerator() => default;
                public struct Enumerator { public Claim Current => new(); public bool MoveNext() => false; }
            }
        }
        """;

    private static readonly Lazy<MetadataReference> Compiled =
        new(() => InMemoryCompilation.Of([Source]).ToMetadataReference());

    /// <summary>The house as an assembly of its own.</summary>
    public static MetadataReference Assembly => Compiled.Value;
}
