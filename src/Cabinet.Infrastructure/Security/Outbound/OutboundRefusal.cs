namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>Why a call was refused. For the log alone: a caller only learns that it was.</summary>
internal enum OutboundRefusal
{
    None,
    Scheme,
    Port,
    UserInfo,
    HostSpelling,
    HostHeader,
    SpecialAddress,
    MetadataAddress,
    TooManyAddresses,
    TooManyRedirects,
    AmbiguousRedirect,
    Downgrade,
}
