using System.Collections.Frozen;
using System.Text;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>The encodings of the web and their labels, after the WHATWG Encoding Standard (section 4.2).</summary>
/// <remarks>Left out are those that .NET has no tables for: ISO-8859-10, -14 and -16, and x-user-defined; and those
/// that the standard replaces by an error because they are unsafe, among them UTF-7, HZ and ISO-2022-KR.</remarks>
internal sealed class PageEncoding
{
    public static readonly PageEncoding Utf8 = new("utf-8", new UTF8Encoding(false));
    public static readonly PageEncoding Utf16LittleEndian = new("utf-16le", new UnicodeEncoding(false, false));
    public static readonly PageEncoding Utf16BigEndian = new("utf-16be", new UnicodeEncoding(true, false));
    public static readonly PageEncoding Windows1252 = OfCodePage("windows-1252", 1252);

    // The first label of a line is the encoding's name.
    private static readonly (int CodePage, string Labels)[] Legacy =
    [
        (866, "ibm866 866 cp866 csibm866"),
        (28592, "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        (28593, "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        (28594, "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        (28595, "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        (28596, "iso-8859-6 arabic asmo-708 csisolatinarabic ecma-114 iso-ir-127 iso8859-6 iso88596 iso_8859-6"),
        (28597, "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7"),
        (28598, "iso-8859-8 csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 visual"),
        (38598, "iso-8859-8-i csiso88598i logical"),
        (28603, "iso-8859-13 iso8859-13 iso885913"),
        (28605, "iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9"),
        (20866, "koi8-r cskoi8r koi koi8 koi8_r"),
        (21866, "koi8-u koi8-ru"),
        (10000, "macintosh csmacintosh mac x-mac-roman"),
        (874, "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"),
        (1250, "windows-1250 cp1250 x-cp1250"),
        (1251, "windows-1251 cp1251 x-cp1251"),
        (1252, "windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
            + "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252"),
        (1253, "windows-1253 cp1253 x-cp1253"),
        (1254, "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 "
            + "x-cp1254"),
        (1255, "windows-1255 cp1255 x-cp1255"),
        (1256, "windows-1256 cp1256 x-cp1256"),
        (1257, "windows-1257 cp1257 x-cp1257"),
        (1258, "windows-1258 cp1258 x-cp1258"),
        (10007, "x-mac-cyrillic x-mac-ukrainian"),
        (54936, "gb18030"),
        (54936, "gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk"),
        (950, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        (51932, "euc-jp cseucpkdfmtjapanese x-euc-jp"),
        (50220, "iso-2022-jp csiso2022jp"),
        (932, "shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"),
        (949, "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
            + "windows-949"),
    ];

    private static readonly FrozenDictionary<string, PageEncoding> ByLabel = Labels();

    private readonly Encoding encoding;

    private PageEncoding(string name, Encoding encoding) => (Name, this.encoding) = (name, encoding);

    /// <summary>The encoding's name in lower case.</summary>
    public string Name { get; }

    /// <summary>The encoding with a label, or null. Labels ignore case and surrounding white space.</summary>
    public static PageEncoding? Find(string label) => ByLabel.GetValueOrDefault(label.Trim().ToLowerInvariant());

    /// <summary>The encoding that a page itself declares, or null. A page whose declaration could be read as ASCII is
    /// not UTF-16, whatever it says; the standard then takes UTF-8.</summary>
    public static PageEncoding? FindDeclared(string label) =>
        Find(label) is { } found ? found.Name.StartsWith("utf-16", StringComparison.Ordinal) ? Utf8 : found : null;

    public string Decode(ReadOnlySpan<byte> bytes) => this.encoding.GetString(bytes);

    private static FrozenDictionary<string, PageEncoding> Labels()
    {
        var labels = new Dictionary<string, PageEncoding>();
        foreach (var label in new[] { "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8" })
            labels[label] = Utf8;
        foreach (var label in new[] { "utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode" })
            labels[label] = Utf16LittleEndian;
        labels["utf-16be"] = Utf16BigEndian;
        foreach (var (codePage, line) in Legacy)
        {
            var names = line.Split(' ');
            var encoding = OfCodePage(names[0], codePage);
            foreach (var label in names) labels[label] = encoding;
        }

        return labels.ToFrozenDictionary();
    }

    // The provider is asked directly, because registering it would change Encoding.GetEncoding for the whole process.
    private static PageEncoding OfCodePage(string name, int codePage) =>
        new(name, CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage));
}
