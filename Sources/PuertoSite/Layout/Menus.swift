internal import Hypertext
internal import PuertoCore

/// The portal's menu for every language, depth and chapter. It is made once and put on every page.
struct Menus: Sendable {
    private let menus: [Key: HTML]

    private struct Key: Hashable, Sendable {
        let language: Language
        let depth: Int
        let chapter: Chapter
    }

    init(languages: [Language]) {
        var menus: [Key: HTML] = [:]
        for language in languages {
            for depth in 0...2 {
                for chapter in Chapter.allCases {
                    let key = Key(language: language, depth: depth, chapter: chapter)
                    menus[key] = Menus.make(key)
                }
            }
        }
        self.menus = menus
    }

    func menu(_ page: PagePath, _ chapter: Chapter) -> HTML? {
        menus[Key(language: page.language, depth: page.depth, chapter: chapter)]
    }

    private static func make(_ key: Key) -> HTML {
        let up = String(repeating: "../", count: key.depth)
        let items = Chapter.allCases.map { item -> HTML in
            let mark: HTML = item == key.chapter ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(up)\(item.path)\"\(mark)>\(item.title(key.language))</a></li>"
        }
        return "<ul class=\"chapters\">\(items)</ul>"
    }
}
