/// A strict reader of a logo in SVG (XML 1.0, without what only documents need): it takes listed
/// elements without prefixes, so that no parser finds a script where this one finds none.
struct LogoDrawing {
    private let bytes: [UInt8]
    private var next = 0
    private var open: [String] = []
    private var hasRoot = false

    /// A part that no logo may have; `part` is `nil` for what is no SVG at all.
    struct Flaw: Error, Hashable {
        var part: (spanish: String, english: String)? {
            guard let name = name.map(PuertoError.quote) else { return nil }
            switch kind {
            case .element: return ("el elemento \(name)", "the element \(name)")
            case .attribute: return ("el atributo \(name)", "the attribute \(name)")
            case .reference: return ("la referencia \(name)", "the reference \(name)")
            case .markup: return (name, name)
            }
        }

        fileprivate enum Kind { case element, attribute, reference, markup }
        fileprivate var kind = Kind.markup
        fileprivate var name: String?
    }

    private static let svg = "http://www.w3.org/2000/svg"
    private static let xlink = "http://www.w3.org/1999/xlink"
    private static let elements: Set<String> = [
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
        "tspan", "title", "desc", "defs", "linearGradient", "radialGradient", "stop", "clipPath",
        "mask", "use", "symbol",
    ]
    private static let references = [
        "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
    ]

    /// Throws a `Flaw` unless these bytes are such a drawing.
    static func check(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Flaw() }
        var drawing = LogoDrawing(bytes)
        try drawing.read()
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read() throws {
        _ = take("\u{FEFF}")
        if take("<?xml ") { try declaration() }
        while next < bytes.count {
            if take("<!--") {
                _ = try pass("-->")
            } else if take("</") {
                try end()
            } else if bytes[next] == UInt8(ascii: "<") {
                try element()
            } else {
                try text()
            }
        }
        guard hasRoot, open.isEmpty else { throw Flaw() }
    }

    /// Another encoding would have other parsers read other characters.
    private mutating func declaration() throws {
        let text = Self.lowercased(try pass("?>"))
        guard !Self.has("encoding", in: text) || Self.has("utf-8", in: text) else { throw Flaw() }
    }

    private mutating func element() throws {
        let start = next
        next += 1
        let name = name()
        guard !name.isEmpty else { throw markup(at: start) }
        guard Self.elements.contains(name) else { throw Flaw(kind: .element, name: name) }
        let isRoot = open.isEmpty
        guard !isRoot || (!hasRoot && name == "svg") else { throw Flaw() }
        hasRoot = true
        var seen: Set<String> = []
        while true {
            let hasSpace = skipSpace()
            if take("/>") { break }
            if take(">") {
                open.append(name)
                break
            }
            guard hasSpace, seen.insert(try attribute()).inserted else { throw Flaw() }
        }
        guard !isRoot || seen.contains("xmlns") else { throw Flaw() }
    }

    private mutating func end() throws {
        guard name() == open.popLast() else { throw Flaw() }
        _ = skipSpace()
        guard take(">") else { throw Flaw() }
    }

    private mutating func text() throws {
        let end = bytes[next...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let text = try decoded(bytes[next..<end])
        guard !open.isEmpty || text.allSatisfy(Self.isSpace) else { throw Flaw() }
        next = end
    }

    /// Reads an attribute and returns its name.
    private mutating func attribute() throws -> String {
        let name = name()
        _ = skipSpace()
        guard !name.isEmpty, take("=") else { throw Flaw() }
        _ = skipSpace()
        let quote = ["\"", "'"].first { take($0) }
        guard let quote else { throw Flaw() }
        let value = try pass(quote)
        guard !value.contains(UInt8(ascii: "<")) else { throw Flaw() }
        guard Self.isAllowed(name, try decoded(value)) else {
            throw Flaw(kind: .attribute, name: name)
        }
        return name
    }
}

extension LogoDrawing {
    private static func isAllowed(_ name: String, _ value: [UInt8]) -> Bool {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return false }
        let text = String(decoding: value, as: UTF8.self)
        let last = Array((parts.last ?? "").utf8)
        let local = String(decoding: lowercased(last[...]), as: UTF8.self)
        guard !local.hasPrefix("on"), isLocal(value) else { return false }
        switch (parts.count == 2 ? String(parts[0]) : "", local) {
        case ("", "xmlns"): return text == svg
        case ("xmlns", _): return text == svg || text == xlink
        case ("xml", _): return ["space", "lang", "id"].contains(local)
        case ("", "href"), ("xlink", "href"): return value.first == UInt8(ascii: "#")
        case ("", _), ("xlink", _): return true
        default: return false
        }
    }

    /// Tells whether a value names nothing outside the drawing. A backslash would hide a name.
    private static func isLocal(_ value: [UInt8]) -> Bool {
        let text = lowercased(value[...])
        let bad = ["\\", "@import", "image-set(", "image(", "src(", "script:"]
        guard !bad.contains(where: { has($0, in: text) }) else { return false }
        return text.split(separator: Array("url(".utf8), omittingEmptySubsequences: false)
            .dropFirst().allSatisfy { rest in
                rest.first { !isSpace($0) && $0 != 0x22 && $0 != 0x27 } == UInt8(ascii: "#")
            }
    }

    private static func has(_ word: String, in text: [UInt8]) -> Bool {
        text.contains(Array(word.utf8))
    }

    private static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.map { $0.isUpperLetter ? $0 | 0x20 : $0 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0D, 0x20].contains(byte) }

    /// Returns the text with XML's five references resolved. Throws for any other one, and for a
    /// control character.
    private func decoded(_ text: ArraySlice<UInt8>) throws -> [UInt8] {
        guard text.allSatisfy({ $0 >= 0x20 || Self.isSpace($0) }) else { throw Flaw() }
        let parts = text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        var whole = Array(parts.first ?? [])
        for part in parts.dropFirst() {
            let name = part.prefix { $0 != UInt8(ascii: ";") }
            let word = String(decoding: name, as: UTF8.self)
            guard name.count < part.count, let known = Self.references[word] else {
                let shown = String(decoding: name.prefix(20), as: UTF8.self)
                throw Flaw(kind: .reference, name: "&\(shown);")
            }
            whole += Array(known.utf8) + part.dropFirst(name.count + 1)
        }
        return whole
    }

    private func markup(at start: Int) -> Flaw {
        let word = bytes[start...].prefix(20).prefix { !Self.isSpace($0) && $0 != 0x3E }
        return Flaw(name: String(decoding: word, as: UTF8.self))
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[next...].starts(with: word.utf8) else { return false }
        next += word.utf8.count
        return true
    }

    /// Goes behind the next `mark`, and returns what is before it.
    private mutating func pass(_ mark: String) throws -> ArraySlice<UInt8> {
        guard let found = bytes[next...].firstRange(of: Array(mark.utf8)) else { throw Flaw() }
        defer { next = found.upperBound }
        return bytes[next..<found.lowerBound]
    }

    private mutating func name() -> String {
        let others = Array("-_.:".utf8)
        let name = bytes[next...].prefix { $0.isAlphanumeric || others.contains($0) }
        next = name.endIndex
        return String(decoding: name, as: UTF8.self)
    }

    /// Returns whether there was some.
    private mutating func skipSpace() -> Bool {
        let start = next
        next = bytes[next...].firstIndex { !Self.isSpace($0) } ?? bytes.count
        return next > start
    }
}
