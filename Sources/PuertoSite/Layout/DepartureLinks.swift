internal import Glibc
internal import PuertoCore

/// The links of an operator page that lead to clients' applications, by way of the hook.
///
/// A browser takes a client's server and the portal for one site where they share a domain. A link
/// that leads there directly lets that server send the browser on to its own port at the portal's
/// name, with the session's cookie. The hook's page in between belongs to no site.
struct DepartureLinks {
    let hook: String
    let url: AppURL

    private static let start = Array("<a ".utf8)
    private static let attribute = Array("href=\"http".utf8)

    /// Returns the markup from `start` on with these links changed; `nil` when it has none.
    func changed(_ markup: [UInt8], from start: Int) -> [UInt8]? {
        var made: [UInt8] = []
        var (done, place) = (start, start)
        while let found = next(markup, from: place) {
            place = found.upperBound
            guard let way = way(to: markup[found]) else { continue }
            made += markup[done..<found.lowerBound]
            made += way.utf8
            // The address itself, for what copies and prints it.
            made += Array("\" data-to=\"".utf8) + markup[found]
            done = found.upperBound
        }
        return done == start ? nil : made + markup[done...]
    }

    /// The place of the next absolute address in a link.
    private func next(_ markup: [UInt8], from start: Int) -> Range<Int>? {
        var place = start
        while let hit = Self.find(markup, from: place) {
            let first = hit + 6
            guard let end = markup[first...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            if isLink(markup, hit) { return first..<end }
            place = end
        }
        return nil
    }

    /// Looks for the equals signs of attributes by C's search: pages are many, and most of a page is
    /// none of this.
    private static func find(_ markup: [UInt8], from start: Int) -> Int? {
        markup.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return nil }
            var place = start
            while place < all.count, let hit = memchr(base + place, 0x3D, all.count - place) {
                let first = UnsafeRawPointer(hit) - base - 4
                place = first + 5
                guard first >= start, first + attribute.count <= all.count else { continue }
                if memcmp(base + first, attribute, attribute.count) == 0 { return first }
            }
            return nil
        }
    }

    /// Whether an attribute is one of an `a`.
    private func isLink(_ markup: [UInt8], _ place: Int) -> Bool {
        guard let tag = markup[..<place].lastIndex(of: UInt8(ascii: "<")) else { return false }
        return markup[tag...].starts(with: Self.start)
    }

    private func way(to bytes: ArraySlice<UInt8>) -> String? {
        let address = String(decoding: bytes, as: UTF8.self).replacing("&amp;", with: "&")
        guard url.covers(address) else { return nil }
        let escaped = address.utf8.map { byte -> String in
            byte.isAlphanumeric || "-._~/:".utf8.contains(byte)
                ? String(Unicode.Scalar(byte)) : "%" + Hex.text([byte]).uppercased()
        }
        return "\(hook)/go?to=\(escaped.joined())"
    }
}
