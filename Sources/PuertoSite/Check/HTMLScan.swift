/// Finds the links and ids of a finished page. It reads Puerto's own output, where every attribute
/// that matters is in double quotes and no text holds an unescaped one.
struct HTMLScan {
    /// Ranges of `href` and `src` values.
    private(set) var links: [Range<Int>] = []
    /// Digests of `id` values.
    private(set) var ids: [UInt64] = []

    mutating func scan(_ page: UnsafeBufferPointer<UInt8>) {
        links.removeAll(keepingCapacity: true)
        ids.removeAll(keepingCapacity: true)
        var index = 4
        while index + 1 < page.count {
            guard page[index] == UInt8(ascii: "="), page[index + 1] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let start = index + 2
            var end = start
            while end < page.count, page[end] != UInt8(ascii: "\"") { end += 1 }
            if HTMLScan.ends(page, index, "href") || HTMLScan.ends(page, index, "src") {
                links.append(start..<end)
            } else if HTMLScan.ends(page, index, "id") {
                ids.append(Digest.of(page, start..<end))
            }
            index = end + 1
        }
    }

    /// Whether the attribute that ends before `index` has this name.
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

/// A 64-bit digest of a few bytes (FNV-1a), to compare names without making strings.
enum Digest {
    static func of(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, seed: UInt64 = 0xCBF2_9CE4_8422_2325
    ) -> UInt64 {
        var digest = seed
        for index in range { digest = (digest ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        return digest
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of($0, 0..<$0.count) }
    }
}
