/// Finds secrets in a text of a server: as they are, and in the forms in which programs write texts
/// into other texts: with escapes as in JSON, Rust, Python and SQL, percent-encoded, as HTML, in
/// base64 and in hexadecimal digits.
struct SecretFinder {
    private let needles: [Needle]
    /// Those that begin with a backslash, with which alone a secret begins inside of a long run.
    private let backslashed: [Needle]
    /// The needles by the first byte of their plain form.
    private var starts: [UInt8: [Int]] = [:]

    private struct Needle {
        let scalars: [Unicode.Scalar]
        /// The most backslashes with which one of its forms can begin; `nil` where it is made of
        /// them alone.
        let mostBackslashes: Int?

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            let own = scalars.prefix { $0 == "\\" }.count
            mostBackslashes =
                own == scalars.count ? nil : (own + 1) * EscapedScalar.mostBackslashes
        }

        /// Least number of matching scalars at the end of a cut text.
        static let least = 8
    }

    init(_ secrets: [String]) {
        var texts = Set(secrets)
        for secret in secrets { texts.formUnion(Self.encodings(of: Array(secret.utf8))) }
        needles = texts.sorted().filter { !$0.isEmpty }
            .map(Needle.init)
        backslashed = needles.filter { $0.scalars.first == "\\" }
        for (index, needle) in needles.enumerated() {
            guard let byte = needle.scalars.first.map({ String($0) })?.utf8.first else { continue }
            starts[byte, default: []].append(index)
        }
    }

    /// The text with `***` in the place of every secret; those that overlap become one.
    func redacted(_ text: String) -> String {
        guard !needles.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var covered = 0
        var runEnd = 0
        for index in bytes.indices {
            if index >= runEnd {
                runEnd = bytes[index...].firstIndex { $0 != Self.backslash } ?? bytes.count
            }
            if let end = end(of: bytes, at: index, backslashes: max(0, runEnd - index)) {
                if index >= covered { out += Array("***".utf8) }
                covered = max(covered, end)
            } else if index >= covered {
                out.append(bytes[index])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension SecretFinder {
    /// The end of the longest secret that begins at a byte, from which on there are so many
    /// backslashes; `nil` when none does. Inside of a long run few can begin, so that its length
    /// costs only itself.
    private func end(of bytes: [UInt8], at start: Int, backslashes: Int) -> Int? {
        guard Self.escapes.contains(bytes[start]) else {
            return starts[bytes[start]]?.compactMap { end(of: needles[$0], bytes, start) }.max()
        }
        let isDeep = backslashes > EscapedScalar.mostBackslashes
        return (isDeep ? backslashed : needles)
            .filter { $0.mostBackslashes.map { backslashes <= $0 } ?? true }
            .compactMap { end(of: $0, bytes, start) }.max()
    }

    private static let escapes = Set("\\%&+'".utf8)
    private static let backslash = UInt8(ascii: "\\")

    /// Follows all readings at once, since one backslash may be a character or half of one.
    private func end(of needle: Needle, _ bytes: [UInt8], _ start: Int) -> Int? {
        var ends: Set<Int> = [start]
        for (count, scalar) in needle.scalars.enumerated() {
            // An answer is cut somewhere, perhaps in a secret.
            if count >= Needle.least, ends.contains(bytes.count) { return bytes.count }
            ends = ends.reduce(into: []) { found, place in
                found.formUnion(EscapedScalar(scalar).ends(in: bytes, at: place))
            }
            guard !ends.isEmpty else { return nil }
        }
        return ends.max()
    }

    /// A secret in hexadecimal digits and in base64, alone and inside of a longer text such as
    /// `name:password`: there its first and last characters depend on its neighbours.
    private static func encodings(of bytes: [UInt8]) -> [String] {
        let digits = bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        var texts = [digits, digits.uppercased()]
        for offset in 0..<3 {
            let shifted = [UInt8](repeating: 0, count: offset) + bytes
            let first = (offset * 8 + 5) / 6
            let core = base64(shifted).prefix(shifted.count * 8 / 6).dropFirst(first)
            guard offset == 0 || core.count >= Needle.least else { continue }
            texts.append(String(core))
            texts.append(String(core.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
        }
        return texts
    }

    /// Base64 without padding (RFC 4648, section 4).
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        var (bits, width) = (0, 0)
        for byte in bytes {
            (bits, width) = (bits << 8 | Int(byte), width + 8)
            while width >= 6 {
                width -= 6
                text.append(alphabet[bits >> width & 63])
                bits &= (1 << width) - 1
            }
        }
        if width > 0 { text.append(alphabet[bits << (6 - width) & 63]) }
        return text
    }
}
