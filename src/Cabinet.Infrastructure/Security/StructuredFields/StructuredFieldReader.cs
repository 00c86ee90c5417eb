using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>A place in a text, and the reading of what stands there, up to one member.</summary>
internal ref struct StructuredFieldReader(string text, DuplicateKeys duplicates)
{
    private readonly ReadOnlySpan<char> text = text;
    private int place = 0;

    internal readonly int Length => text.Length;

    internal readonly bool IsAtEnd => place == text.Length;

    private readonly ReadOnlySpan<char> Rest => text[place..];

    // The null character stands for the end; it is part of no grammar here.
    private readonly char Next => IsAtEnd ? '\0' : text[place];

    internal void SkipSpaces() => Skip(" ");

    internal void SkipOptionalWhitespace() => Skip(" \t");

    internal bool TrySkip(char expected)
    {
        if (Next != expected || IsAtEnd)
        {
            return false;
        }

        place++;
        return true;
    }

    internal bool TryReadKey([NotNullWhen(true)] out string? key)
    {
        key = null;
        if (!FieldCharacters.IsKeyStart(Next))
        {
            return false;
        }

        var length = Rest[1..].IndexOfAnyExcept(FieldCharacters.KeyRest);
        key = Take(length < 0 ? Rest.Length : length + 1).ToString();
        return true;
    }

    /// <summary>What follows a key: a member after an equals sign, or parameters of an implied true.</summary>
    internal bool TryReadDictionaryMember([NotNullWhen(true)] out StructuredMember? member)
    {
        if (TrySkip('='))
        {
            return TryReadMember(out member);
        }

        member = TryReadParameters(out var parameters)
            ? new StructuredItem(new BareItem.Boolean(true), parameters)
            : null;
        return member is not null;
    }

    internal bool TryReadMember([NotNullWhen(true)] out StructuredMember? member)
    {
        if (Next == '(')
        {
            var isList = TryReadInnerList(out var list);
            member = list;
            return isList;
        }

        var isItem = TryReadItem(out var item);
        member = item;
        return isItem;
    }

    internal bool TryReadItem([NotNullWhen(true)] out StructuredItem? item)
    {
        item = BareItemReader.TryRead(Rest, out var value, out var length) && Advance(length) &&
            TryReadParameters(out var parameters)
            ? new StructuredItem(value, parameters)
            : null;
        return item is not null;
    }

    private bool TryReadInnerList([NotNullWhen(true)] out StructuredInnerList? list)
    {
        list = null;
        var items = new List<StructuredItem>();
        place++;
        SkipSpaces();
        while (!TrySkip(')'))
        {
            if (items.Count == StructuredFieldLimits.InnerItems ||
                !TryReadItem(out var item) ||
                Next is not (' ' or ')'))
            {
                return false;
            }

            items.Add(item);
            SkipSpaces();
        }

        list = TryReadParameters(out var parameters) ? new StructuredInnerList(items, parameters) : null;
        return list is not null;
    }

    private bool TryReadParameters([NotNullWhen(true)] out StructuredParameters? parameters)
    {
        parameters = StructuredParameters.Empty;
        if (Next != ';')
        {
            return true;
        }

        var found = new OrderedMembers<BareItem>(StructuredFieldLimits.Parameters, duplicates);
        while (TrySkip(';'))
        {
            SkipSpaces();
            if (!TryReadKey(out var key) || !TryReadParameterValue(out var value) || !found.TryAdd(key, value))
            {
                return false;
            }
        }

        parameters = new StructuredParameters(found.Entries);
        return true;
    }

    private bool TryReadParameterValue([NotNullWhen(true)] out BareItem? value)
    {
        if (TrySkip('='))
        {
            return BareItemReader.TryRead(Rest, out value, out var length) && Advance(length);
        }

        value = new BareItem.Boolean(true);
        return true;
    }

    private ReadOnlySpan<char> Take(int length)
    {
        var taken = text.Slice(place, length);
        place += length;
        return taken;
    }

    private bool Advance(int length)
    {
        place += length;
        return true;
    }

    private void Skip(ReadOnlySpan<char> characters)
    {
        var length = Rest.IndexOfAnyExcept(characters);
        place += length < 0 ? Rest.Length : length;
    }
}
