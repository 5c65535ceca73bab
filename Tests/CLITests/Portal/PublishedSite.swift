import Foundation

/// The files below a `public/`, and the targets of their links.
struct PublishedSite: Equatable {
    let files: [String: Data]

    /// Reads a folder that exists, or none.
    init(_ folder: String) throws {
        var files: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
            guard let name = name as? String, !name.hasPrefix(".") else { continue }
            var isFolder: ObjCBool = false
            let path = "\(folder)/\(name)"
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
        }
        self.files = files
    }

    /// The files that are as in neither of two sites.
    func torn(between one: PublishedSite, and other: PublishedSite) -> [String] {
        files.filter { one.files[$0.key] != $0.value && other.files[$0.key] != $0.value }
            .keys.sorted()
    }

    /// The links without a target, starting at the first page and at every onboarding page.
    var brokenLinks: [String] {
        var (seen, broken): (Set<String>, [String]) = ([], [])
        var queue = files.keys.filter { $0 == "portal/index.html" || $0.hasPrefix("welcome/") }
        while let page = queue.popLast() {
            guard seen.insert(page).inserted, page.hasSuffix(".html"), let data = files[page]
            else { continue }
            for link in Self.links(data) {
                let target = Self.target(of: link, from: page)
                if files[target] == nil { broken.append("\(page) -> \(link)") }
                queue.append(target)
            }
        }
        return broken.sorted()
    }

    /// The paths in `href` and `src` that stay in the site, each once.
    private static func links(_ page: Data) -> Set<String> {
        var links: Set<String> = []
        let parts = page.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
        for (name, value) in zip(parts, parts.dropFirst())
        where name.suffix(6) == Data(" href=".utf8) || name.suffix(5) == Data(" src=".utf8) {
            let path = String(decoding: value, as: UTF8.self).prefix { $0 != "#" }
            if !path.isEmpty, !path.contains(":") { links.insert(String(path)) }
        }
        return links
    }

    private static func target(of link: String, from page: String) -> String {
        var parts = page.split(separator: "/").dropLast()
        for part in link.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
