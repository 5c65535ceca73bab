/// The destination of a link, with placeholders in it.
struct Destination: Sendable {
    enum Part: Sendable {
        case bytes([UInt8])
        case use(Int)
    }

    var parts: [Part] = []
}

extension Destination {
    /// True when a browser would run it or open a local file: `javascript:`, `vbscript:`, `file:`,
    /// and `data:` that is not a raster image.
    static func isDangerous(_ destination: UnsafeBufferPointer<UInt8>) -> Bool {
        // No other letter can begin one of the four.
        switch (destination.first ?? 0) | 0x20 {
        case UInt8(ascii: "j"), UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "d"): break
        default: return false
        }
        if begins(destination, "javascript:") || begins(destination, "vbscript:") { return true }
        if begins(destination, "file:") { return true }
        guard begins(destination, "data:") else { return false }
        return !["png", "gif", "jpeg", "webp"].contains {
            begins(destination, "data:image/" + $0)
        }
    }

    /// True without a scheme and without `//host`; the empty destination is not relative.
    static func isRelative(_ destination: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = destination.first else { return false }
        if first == UInt8(ascii: "/") {
            return destination.count < 2 || destination[1] != UInt8(ascii: "/")
        }
        guard first.isLetterASCII else { return true }
        let end = destination.first { byte in
            !byte.isLetterASCII && !byte.isDigitASCII && byte != UInt8(ascii: "+")
                && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "-")
        }
        return end != UInt8(ascii: ":")
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ scheme: String) -> Bool {
        bytes.prefix(scheme.utf8.count).lazy.map(\.lowercasedASCII).elementsEqual(scheme.utf8)
    }
}
