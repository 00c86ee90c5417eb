namespace Cabinet.Application.Security.Signatures;

/// <summary>Why a message was refused: for the audit, never for whoever sent it.</summary>
public enum SignatureRefusal
{
    /// <summary>A reason that was never set.</summary>
    None = 0,

    /// <summary>The message has no signature.</summary>
    NoSignature = 1,

    /// <summary>A field of the signature can't be read, is too large, or repeats what may come once.</summary>
    MalformedSignature = 2,

    /// <summary>The labels of the two fields differ.</summary>
    LabelMismatch = 3,

    /// <summary>No signature, or more than one, is what the policy asks for.</summary>
    AmbiguousSignature = 4,

    /// <summary>A parameter of the signature is none that RFC 9421 defines.</summary>
    UnknownParameter = 5,

    /// <summary>A parameter is missing that the policy requires.</summary>
    MissingParameter = 6,

    /// <summary>Nothing is covered.</summary>
    NothingCovered = 7,

    /// <summary>A part isn't covered that the policy requires.</summary>
    MissingComponent = 8,

    /// <summary>A component is unknown, contradicts itself, or the message lacks it.</summary>
    UnavailableComponent = 9,

    /// <summary>It was signed in the future, or the lifetime ends before it begins.</summary>
    NotYetValid = 10,

    /// <summary>It is too old.</summary>
    Expired = 11,

    /// <summary>There is content, and no digest of it is covered.</summary>
    ContentNotCovered = 12,

    /// <summary>A digest can't be read, or none of its algorithms is supported.</summary>
    UnusableDigest = 13,

    /// <summary>The content isn't what the digest says.</summary>
    DigestMismatch = 14,

    /// <summary>There is no key of this id.</summary>
    UnknownKey = 15,

    /// <summary>The stated algorithm isn't the key's.</summary>
    AlgorithmMismatch = 16,

    /// <summary>The signature is of the wrong length, or not of this message under this key.</summary>
    BadSignature = 17,
}
