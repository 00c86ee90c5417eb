using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>One place that a root key can come from.</summary>
internal interface IRootKeySource
{
    /// <summary>What operators call it.</summary>
    string Name { get; }

    /// <summary>Whether somebody set it, rightly or wrongly: then it is the one that counts.</summary>
    bool IsSet { get; }

    /// <summary>Loads the key.</summary>
    /// <exception cref="RootKeyException">What is set there is no root key, or others can read it.</exception>
    RootKey Load();
}
