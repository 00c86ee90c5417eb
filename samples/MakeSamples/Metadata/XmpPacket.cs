using System.Text;

namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>An XMP packet (ISO 16684-1) with a creator, a title, a place and a history.</summary>
internal static class XmpPacket
{
    public static byte[] Write(string title, string creator) => Encoding.UTF8.GetBytes(
        $"""
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about=""
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                photoshop:City="Skarvøy" photoshop:Country="Nowhere"
                xmp:CreatorTool="Darkroom of the Cabinet project">
              <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
              <dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
              <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Apache-2.0</rdf:li></rdf:Alt></dc:rights>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="w"?>
        """);
}
