import Foundation
import Glibc

extension Tree {
    /// The links of the pages that lead to no file, nor to the hook, as `page -> link`.
    func brokenLinks(besides hook: String?) -> [String] {
        files.keys.flatMap { path in
            targets(of: path).filter { link, target in
                files[target] == nil && !(hook.map { link.hasPrefix("\($0)/") } ?? false)
            }.map { "\(path) -> \($0.link)" }
        }.sorted()
    }

    /// The missing targets of the links that are reachable from some pages.
    func brokenLinks(from starts: [String]) -> [String] {
        var (seen, broken, queue): (Set<String>, [String], [String]) = ([], [], starts)
        while let path = queue.popLast() {
            guard seen.insert(path).inserted else { continue }
            for (link, target) in targets(of: path) {
                if files[target] == nil { broken.append("\(path) -> \(link)") }
                queue.append(target)
            }
        }
        return broken.sorted()
    }

    /// The files of the tree that a page links to, each once.
    private func targets(of page: String) -> [(link: String, target: String)] {
        guard page.hasSuffix(".html"), let file = files[page] else { return [] }
        let folder = page.split(separator: "/").dropLast()
        return Tree.links(file.bytes).compactMap { link in
            let path = link.prefix { $0 != "#" }
            guard !path.isEmpty, !path.utf8.contains(UInt8(ascii: ":")) else { return nil }
            var parts = folder
            for part in path.split(separator: "/") {
                if part == ".." { _ = parts.popLast() } else { parts.append(part) }
            }
            return (link, parts.joined(separator: "/"))
        }
    }

    /// The values of `href` and `src`, each once.
    private static func links(_ bytes: Data) -> Set<String> {
        var links: Set<String> = []
        bytes.withUnsafeBytes { page in
            guard let base = page.baseAddress else { return }
            var position = 0
            while let mark = memchr(base + position, 0x22, page.count - position) {
                let start = UnsafeRawPointer(mark) - base + 1
                guard let quote = memchr(base + start, 0x22, page.count - start) else { return }
                position = UnsafeRawPointer(quote) - base + 1
                if ends(page, start, " href=\"") || ends(page, start, " src=\"") {
                    let value = page[start..<(position - 1)]
                    links.insert(String(decoding: value, as: UTF8.self))
                }
            }
        }
        return links
    }

    private static func ends(
        _ page: UnsafeRawBufferPointer, _ end: Int, _ text: StaticString
    ) -> Bool {
        let count = text.utf8CodeUnitCount
        guard end >= count, let base = page.baseAddress else { return false }
        return memcmp(base + end - count, text.utf8Start, count) == 0
    }
}
