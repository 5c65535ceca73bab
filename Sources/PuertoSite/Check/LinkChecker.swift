internal import PuertoCore

/// Checks that every relative link of a finished page leads to a page of the same site, and every
/// `#fragment` in it to an id. Each worker has one.
struct LinkChecker {
    let paths: PathIndex
    /// The beginning of the hook's addresses, which no file of the site answers.
    private let hook: [UInt8]
    private var scan = HTMLScan()
    private var path: [UInt8] = []
    /// The targets of links in a folder, by fingerprint. A link replaces another one in its slot.
    private var seen = [(link: UInt64, page: UInt32)](repeating: (0, 0), count: 1024)

    /// The links, ids and errors of one page.
    struct Found {
        /// The pages that it links to, each once.
        var links: [UInt32] = []
        /// The fragments in other pages, which are looked up when all ids are known.
        var anchors: [Anchor] = []
        /// The fingerprints of its own ids.
        var ids: [UInt64] = []
        var errors: [PuertoError] = []
    }

    /// An anchor in another page.
    struct Anchor: Hashable {
        let page: UInt32
        let id: UInt64
        let text: String
    }

    init(paths: PathIndex, hook: String?) {
        self.paths = paths
        self.hook = hook.map { Array("\($0)/".utf8) } ?? []
    }
}

extension LinkChecker {
    mutating func check(_ name: String, _ bytes: [UInt8], _ found: inout Found) {
        found.links.removeAll(keepingCapacity: true)
        found.anchors.removeAll(keepingCapacity: true)
        found.errors.removeAll()
        let folder = Array(
            name.utf8.prefix(
                name.utf8.lastIndex(of: UInt8(ascii: "/"))
                    .map { name.utf8.distance(from: name.utf8.startIndex, to: $0) } ?? 0))
        bytes.withUnsafeBytes { page in
            scan.scan(page.bindMemory(to: UInt8.self))
            for link in scan.links where !link.isEmpty {
                follow(UnsafeRawBufferPointer(rebasing: page[link]), in: folder, name, &found)
            }
        }
        swap(&found.ids, &scan.ids)
    }

    /// The fingerprints of the ids in a page.
    mutating func ids(in bytes: [UInt8]) -> Set<UInt64> {
        bytes.withUnsafeBytes { scan.scan($0.bindMemory(to: UInt8.self)) }
        return Set(scan.ids)
    }

    private mutating func follow(
        _ link: UnsafeRawBufferPointer, in folder: [UInt8], _ name: String, _ found: inout Found
    ) {
        if link[0] == UInt8(ascii: "#") {
            // "#" alone stands where a value is missing: it leads nowhere on purpose.
            guard link.count > 1 else { return }
            let id = PathIndex.print(of: UnsafeRawBufferPointer(rebasing: link[1...]))
            if !scan.ids.contains(id) { found.errors.append(Self.broken("anchor", link, name)) }
            return
        }
        guard !LinkChecker.isForeign(link), !isOfHook(link) else { return }
        let mark = link.firstIndex(of: UInt8(ascii: "#"))
        let target = UnsafeRawBufferPointer(rebasing: link[..<(mark ?? link.count)])
        guard let page = page(target, in: folder) else {
            found.errors.append(Self.broken("link", link, name))
            return
        }
        if !found.links.contains(UInt32(page)) { found.links.append(UInt32(page)) }
        guard let mark else { return }
        let id = PathIndex.print(of: UnsafeRawBufferPointer(rebasing: link[(mark + 1)...]))
        found.anchors.append(
            Anchor(page: UInt32(page), id: id, text: String(decoding: link, as: UTF8.self)))
    }

    private mutating func page(_ link: UnsafeRawBufferPointer, in folder: [UInt8]) -> Int? {
        var print = Fingerprint(folder)
        print.add(link)
        let slot = Int(truncatingIfNeeded: print.value >> 32) & 1023
        if seen[slot].link == print.value { return Int(seen[slot].page) }
        resolve(link, in: folder)
        guard let page = path.withUnsafeBytes({ paths.find(PathIndex.print(of: $0)) }) else {
            return nil
        }
        seen[slot] = (print.value, UInt32(page))
        return page
    }

    private static func broken(_ what: String, _ link: UnsafeRawBufferPointer, _ name: String)
        -> PuertoError
    {
        broken(what, String(decoding: link, as: UTF8.self), name)
    }

    static func broken(_ what: String, _ link: String, _ name: String) -> PuertoError {
        PuertoError(
            .notFound, "broken \(what) \(PuertoError.quote(link))", place: "public/\(name)")
    }

    private func isOfHook(_ link: UnsafeRawBufferPointer) -> Bool {
        !hook.isEmpty && link.starts(with: hook)
    }

    /// Tells whether a link has a scheme or leads to another server, so that it is not checked.
    private static func isForeign(_ link: UnsafeRawBufferPointer) -> Bool {
        let slash = UInt8(ascii: "/")
        if link.count > 1, link[0] == slash, link[1] == slash { return true }
        for byte in link {
            if byte == UInt8(ascii: ":") { return true }
            if byte == slash || byte == UInt8(ascii: "#") { return false }
        }
        return false
    }

    /// Resolves a link, and leaves the path in `path`.
    private mutating func resolve(_ link: UnsafeRawBufferPointer, in folder: [UInt8]) {
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        path.removeAll(keepingCapacity: true)
        path.append(contentsOf: folder)
        var start = 0
        while start <= link.count {
            let rest = UnsafeRawBufferPointer(rebasing: link[start...])
            let count = rest.firstIndex(of: slash) ?? rest.count
            defer { start += count + 1 }
            if count == 0 || (count == 1 && rest[0] == dot) { continue }
            if count == 2, rest[0] == dot, rest[1] == dot {
                path.removeLast(path.count - (path.lastIndex(of: slash) ?? 0))
                continue
            }
            if !path.isEmpty { path.append(slash) }
            path.append(contentsOf: rest[..<count])
        }
    }
}
