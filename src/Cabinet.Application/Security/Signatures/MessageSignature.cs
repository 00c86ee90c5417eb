namespace Cabinet.Application.Security.Signatures;

/// <summary>A signature, ready to be sent with its message.</summary>
/// <param name="Label">The label that joins the two fields.</param>
/// <param name="Input">The value of the <c>Signature-Input</c> field.</param>
/// <param name="Signature">The value of the <c>Signature</c> field.</param>
public sealed record MessageSignature(string Label, string Input, string Signature)
{
    /// <summary>The name of the field that says what is signed.</summary>
    public const string InputField = "Signature-Input";

    /// <summary>The name of the field that holds the signature itself.</summary>
    public const string SignatureField = "Signature";
}
