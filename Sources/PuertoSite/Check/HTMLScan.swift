internal import Glibc

/// Finds the links and ids of a finished page. It reads Puerto's own output, where every attribute
/// that matters is in double quotes and no text holds an unescaped one.
struct HTMLScan {
    /// Ranges of `href` and `src` values.
    private(set) var links: [Range<Int>] = []
    /// Digests of `id` values.
    var ids: [UInt64] = []

    mutating func scan(_ page: UnsafeBufferPointer<UInt8>) {
        links.removeAll(keepingCapacity: true)
        ids.removeAll(keepingCapacity: true)
        var search = 0
        while let quote = HTMLScan.quote(page, from: search) {
            search = quote + 1
            // Text, too, may hold a quotation mark in a script file; only attributes count.
            guard quote > 0, page[quote - 1] == UInt8(ascii: "=") else { continue }
            guard let end = HTMLScan.quote(page, from: quote + 1) else { return }
            let index = quote - 1
            let start = quote + 1
            if HTMLScan.ends(page, index, "href") || HTMLScan.ends(page, index, "src") {
                links.append(start..<end)
            } else if HTMLScan.ends(page, index, "id") {
                ids.append(
                    PathIndex.print(
                        of: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: page[start..<end]))
                    ))
            }
            search = end + 1
        }
    }

    /// The next quotation mark; `memchr` looks at many bytes at a time.
    private static func quote(_ page: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
        guard let base = page.baseAddress, index < page.count,
            let found = memchr(base + index, Int32(UInt8(ascii: "\"")), page.count - index)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Tells whether the attribute that ends before `index` has this name.
    private static func ends(
        _ page: UnsafeBufferPointer<UInt8>, _ index: Int, _ name: StaticString
    ) -> Bool {
        let length = name.utf8CodeUnitCount
        guard index > length, page[index - length - 1] == UInt8(ascii: " ") else { return false }
        for offset in 0..<length where page[index - length + offset] != name.utf8Start[offset] {
            return false
        }
        return true
    }
}
