namespace Cabinet.Application.Persistence.Copying;

/// <summary>What a column holds, and so what a row has for it.</summary>
public enum CopyColumnKind
{
    /// <summary>A UUID: a <see cref="Guid"/>.</summary>
    Id,

    /// <summary>A whole number: a <see cref="long"/>.</summary>
    Number,

    /// <summary>A text: a <see cref="string"/>.</summary>
    Text,

    /// <summary>A text that stores keep once and refer to: a <see cref="string"/>.</summary>
    Name,

    /// <summary>Bytes, ciphertext as it is stored: an array of <see cref="byte"/>.</summary>
    Bytes,

    /// <summary>Yes or no: a <see cref="bool"/>.</summary>
    Flag,

    /// <summary>A time: a <see cref="long"/>, Unix milliseconds (UTC).</summary>
    Time,

    /// <summary>A length of time: a <see cref="long"/>, milliseconds.</summary>
    Duration,
}
