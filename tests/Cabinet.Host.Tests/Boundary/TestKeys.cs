namespace Cabinet.Host.Tests.Boundary;

/// <summary>Key pairs of RFC 8032, section 7.1: everybody knows their private halves.</summary>
/// <param name="Seed">The private half, in hexadecimal.</param>
/// <param name="PublicKey">The public half, in hexadecimal.</param>
internal sealed record TestKeys(string Seed, string PublicKey)
{
    /// <summary>TEST 1.</summary>
    public static TestKeys First { get; } = new(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    /// <summary>TEST 2.</summary>
    public static TestKeys Second { get; } = new(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

    /// <summary>Writes the public half as <c>clients add --key</c> takes it.</summary>
    public string WritePublic(TempFolder folder, string name) =>
        folder.Write(name, Convert.ToBase64String(Convert.FromHexString(PublicKey)));

    /// <summary>The private half under an id.</summary>
    public Client.ClientKey As(string id) => Client.ClientKey.FromSeed(id, Convert.FromHexString(Seed));
}
