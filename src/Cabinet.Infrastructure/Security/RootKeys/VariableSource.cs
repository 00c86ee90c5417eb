using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>An environment variable that holds a root key in base64.</summary>
internal sealed class VariableSource(string variable, Func<string, string?> readVariable) : IRootKeySource
{
    public string Name => $"the environment variable {variable}";

    public bool IsSet => !string.IsNullOrEmpty(readVariable(variable));

    public RootKey Load() => RootKeyText.TryParse(readVariable(variable) ?? "", Name)
        ?? throw new RootKeyException(
            $"The environment variable {variable} is set but holds no root key: it must be 32 bytes in base64, which "
            + "are 44 characters. Make one with: openssl rand -base64 32");
}
