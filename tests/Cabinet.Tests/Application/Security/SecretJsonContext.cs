using System.Text.Json.Serialization;
using Cabinet.Application.Security;

namespace Cabinet.Tests.Application.Security;

/// <summary>A generated serialiser in another assembly than the secrets'.</summary>
[JsonSerializable(typeof(SecretText))]
[JsonSerializable(typeof(SecretBytes))]
internal sealed partial class SecretJsonContext : JsonSerializerContext;
