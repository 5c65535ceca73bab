internal import Hypertext
internal import PuertoCore

/// The links between the pages of a list.
///
/// However long the list, a page names at most `most` others, and every page is a few of them away:
/// the neighbours, and pages ten and a hundred further on.
struct Pager {
    /// The path of the list's first page.
    let list: String
    /// The number of this page, from 1.
    let number: Int
    let count: Int
    let language: Language

    /// The pages up to which all are named.
    static let short = 12
    private static let steps = [1, 2, 10, 20, 50, 100, 200]

    /// The numbers of the pages that it names, in order.
    var numbers: [Int] {
        guard count > Pager.short else { return Array(1...max(count, 1)) }
        let near = Pager.steps.flatMap { [number - $0, number + $0] }
        return Set([1, number, count] + near).filter { (1...count).contains($0) }.sorted()
    }

    /// The navigation; nothing for a single page.
    var markup: HTML {
        guard count > 1 else { return HTML() }
        var items = HTML()
        var last = 0
        for other in numbers {
            if other > last + 1 { items += "<li class=\"gap\" aria-hidden=\"true\">…</li>" }
            items += item(other)
            last = other
        }
        let previous =
            number > 1 ? step(number - 1, "prev", "‹", language("Anterior", "Previous")) : HTML()
        let next =
            number < count ? step(number + 1, "next", "›", language("Siguiente", "Next")) : HTML()
        return """
            <nav class="pager" aria-label="\(language("Páginas", "Pages"))">\
            <ol>\(previous)\(items)\(next)</ol></nav>

            """
    }
}

extension Pager {
    private func item(_ other: Int) -> HTML {
        other == number
            ? "<li><span aria-current=\"page\">\(other)</span></li>"
            : "<li><a href=\"\(PortalPath.page(other, of: list))\">\(other)</a></li>"
    }

    private func step(_ other: Int, _ relation: String, _ sign: String, _ word: String) -> HTML {
        """
        <li><a href="\(PortalPath.page(other, of: list))" rel="\(relation)" aria-label="\(word)">\
        \(sign)</a></li>
        """
    }
}
