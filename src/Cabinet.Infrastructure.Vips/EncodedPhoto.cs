namespace Cabinet.Infrastructure.Vips;

/// <summary>A finished image file.</summary>
internal readonly record struct EncodedPhoto(byte[] Content, string MediaType, int Width, int Height);
