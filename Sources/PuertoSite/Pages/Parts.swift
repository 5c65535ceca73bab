internal import Hypertext
internal import PuertoCore

/// Pieces that several pages share.
enum Parts {
    /// A block of commands with a copy button, like the code blocks of Markdown.
    static func code(_ lines: [String], language: String = "bash", _ l: Language) -> HTML {
        code("\(lines.joined(separator: "\n"))" as HTML, language: language, l)
    }

    /// A block of lines that are markup already.
    static func code(_ lines: HTML, language: String = "bash", _ l: Language) -> HTML {
        """
        <div class="code"><span class="lang">\(language)</span>\
        <button type="button" class="copy" hidden>\(l("Copiar", "Copy"))</button>\
        <pre tabindex="0"><code>\(lines)
        </code></pre></div>

        """
    }

    /// The address as a link without its scheme; the script puts a copy button behind it.
    static func url(_ url: String) -> HTML {
        "<a class=\"url\" href=\"\(url)\">\(shortened(url))</a>"
    }

    /// The address without its scheme, for reading.
    static func shortened(_ url: String) -> String {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            return String(url.dropFirst(scheme.utf8.count))
        }
        return url
    }

    /// A text from the records, isolated so that it does not change the direction of the text
    /// around it.
    static func name(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }

    /// The words for a value that the record does not have.
    static func nothing(_ l: Language) -> HTML {
        "<span class=\"none\">\(l("sin registrar", "not recorded"))</span>"
    }
}

/// The division of long lists into pages: at most 200 rows, and fewer when names are long.
///
/// A list that needs several pages is cut at every host and every 200th slot, so that a tenant who
/// comes or goes moves no other tenant to another page.
enum Paging {
    static let size = 200
    /// The bytes of text from the records on one page; with the markup it stays under 100 KB.
    private static let weight = 24_000

    /// The rows of each page; there is at least one page. The list names places in `lines`;
    /// `weights` are those of all lines.
    static func pages(of list: [Int], in lines: [TenantLine], _ weights: [Int]) -> [Range<Int>] {
        let whole = list.reduce(0) { $0 + weights[$1] }
        guard list.count > size || whole > Paging.weight else { return [0..<list.count] }
        var pages: [Range<Int>] = []
        var start = 0
        var weight = 0
        for (index, place) in list.enumerated() {
            let own = weights[place]
            if index > start,
                lines[place].isApart(from: lines[list[index - 1]]) || weight + own > Paging.weight
            {
                pages.append(start..<index)
                (start, weight) = (index, 0)
            }
            weight += own
        }
        return pages + [start..<list.count]
    }
}

extension UInt8 {
    /// Tells whether it becomes an entity in HTML.
    fileprivate var isEscaped: Bool {
        switch self {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x22, 0x27: true
        default: false
        }
    }
}

extension TenantLine {
    /// Tells whether a page ends between two neighbours of a list.
    fileprivate func isApart(from other: TenantLine) -> Bool {
        // Clients' slots begin at 1.
        host != other.host
            || (slot.number - 1) / Paging.size != (other.slot.number - 1) / Paging.size
    }

    /// The bytes of the record that its row shows, each escaped one counted as its entity.
    var textWeight: Int {
        // A slug is shown twice, and has nothing to escape.
        2 * slug.text.utf8.count + TenantLine.weight(name)
            + (contactName.map(TenantLine.weight) ?? 0)
    }

    private static func weight(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in bytes.reduce(0) { $0 + ($1.isEscaped ? 6 : 1) } }
    }
}
