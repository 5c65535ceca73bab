internal import PuertoCore

/// Checks that every relative link of a finished page leads to a page of the same site, and
/// every `#fragment` to an id. One value a worker; `settle` puts them together.
struct LinkChecker {
    /// Every path of the site.
    let paths: Set<String>
    private var scan = HTMLScan()
    private var good: Set<UInt64> = []
    private var idsOfPage: [String: [UInt64]] = [:]
    private var fragments: [Fragment] = []

    /// A link into another page, to be looked up when all ids are known.
    private struct Fragment {
        let page: String
        let target: String
        let id: UInt64
        let text: String
    }

    init(paths: Set<String>) { self.paths = paths }
}

extension LinkChecker {
    mutating func check(_ path: String, _ bytes: [UInt8], _ diagnostics: inout Diagnostics) {
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
        let seed = Digest.of(folder)
        bytes.withUnsafeBufferPointer { page in
            scan.scan(page)
            var ids: Set<UInt64>?
            for link in scan.links where !link.isEmpty {
                if page[link.lowerBound] == UInt8(ascii: "#") {
                    // "#" alone stands where a value is missing: it leads nowhere on purpose.
                    guard link.count > 1 else { continue }
                    let known = ids ?? Set(scan.ids)
                    ids = known
                    if !known.contains(Digest.of(page, link.dropFirst())) {
                        report("broken anchor", page, link, path, &diagnostics)
                    }
                    continue
                }
                guard !LinkChecker.isForeign(page, link) else { continue }
                let digest = Digest.of(page, link, seed: seed)
                guard !good.contains(digest) else { continue }
                follow(page, link, from: path, folder, digest, &diagnostics)
            }
        }
        idsOfPage[path] = scan.ids
    }

    /// Looks up the links between pages that have a fragment.
    static func settle(_ checkers: [LinkChecker], _ diagnostics: inout Diagnostics) {
        var ids: [String: Set<UInt64>] = [:]
        for fragment in checkers.flatMap(\.fragments) {
            if ids[fragment.target] == nil {
                ids[fragment.target] = Set(
                    checkers.lazy.compactMap { $0.idsOfPage[fragment.target] }.first ?? [])
            }
            if ids[fragment.target]?.contains(fragment.id) != true {
                diagnostics.report(
                    PuertoError(
                        .notFound, "broken anchor \(PuertoError.quote(fragment.text))",
                        place: "public/\(fragment.page)"))
            }
        }
    }

    private mutating func follow(
        _ page: UnsafeBufferPointer<UInt8>, _ link: Range<Int>, from path: String,
        _ folder: String, _ digest: UInt64, _ diagnostics: inout Diagnostics
    ) {
        let text = String(decoding: page[link], as: UTF8.self)
        let mark = text.utf8.firstIndex(of: UInt8(ascii: "#"))
        let target = LinkChecker.resolve(text[..<(mark ?? text.endIndex)], in: folder)
        guard paths.contains(target) else {
            report("broken link", page, link, path, &diagnostics)
            return
        }
        guard let mark else {
            good.insert(digest)
            return
        }
        let id = Digest.of(String(text[text.utf8.index(after: mark)...]))
        fragments.append(Fragment(page: path, target: target, id: id, text: text))
    }

    private func report(
        _ what: String, _ page: UnsafeBufferPointer<UInt8>, _ link: Range<Int>, _ path: String,
        _ diagnostics: inout Diagnostics
    ) {
        let text = String(decoding: page[link], as: UTF8.self)
        diagnostics.report(
            PuertoError(.notFound, "\(what) \(PuertoError.quote(text))", place: "public/\(path)"))
    }

    /// With a scheme, or to another server: not this site's to check.
    private static func isForeign(_ page: UnsafeBufferPointer<UInt8>, _ link: Range<Int>) -> Bool {
        let slash = UInt8(ascii: "/")
        if link.count > 1, page[link.lowerBound] == slash, page[link.lowerBound + 1] == slash {
            return true
        }
        for index in link {
            if page[index] == UInt8(ascii: ":") { return true }
            if page[index] == slash || page[index] == UInt8(ascii: "#") { return false }
        }
        return false
    }

    private static func resolve(_ link: Substring, in folder: String) -> String {
        let slash = UInt8(ascii: "/")
        var parts = folder.utf8.split(separator: slash).map { Substring($0) }
        for part in link.utf8.split(separator: slash) {
            let part = Substring(part)
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
