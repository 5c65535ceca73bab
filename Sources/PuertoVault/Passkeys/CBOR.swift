/// A value of CBOR (RFC 8949), of the kinds that CTAP2 uses.
indirect enum CBOR: Hashable {
    case integer(Int)
    case bytes([UInt8])
    /// UTF-8; bytes, so that canonically equal names stay different.
    case text([UInt8])
    case array([CBOR])
    case map([CBOR: CBOR])
    case flag(Bool)
    case null
}

extension CBOR {
    /// Reads bytes that are one value and nothing else. Throws `invalid`.
    static func value(of bytes: [UInt8]) throws -> CBOR {
        var reader = CBORReader(bytes)
        let value = try reader.value()
        guard reader.isAtEnd else { throw PasskeyRefusal.cbor(reader.place).error }
        return value
    }

    subscript(name: String) -> CBOR? {
        guard case .map(let entries) = self else { return nil }
        return entries[.text(Array(name.utf8))]
    }

    subscript(label: Int) -> CBOR? {
        guard case .map(let entries) = self else { return nil }
        return entries[.integer(label)]
    }

    var asBytes: [UInt8]? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }
}

/// Reads CBOR strictly: shortest heads, definite lengths, no tags, no floats, no name twice. Names
/// may be in any order, since password managers write them in their own.
struct CBORReader {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], at place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    var isAtEnd: Bool { place == bytes.count }

    /// CTAP2 nests at most four arrays and maps.
    private static let depthLimit = 4
    private static let entryLimit = 64
}

extension CBORReader {
    private var refusal: any Error { PasskeyRefusal.cbor(place).error }

    /// Reads the next value. Throws `invalid`.
    mutating func value() throws -> CBOR { try value(0) }

    private mutating func value(_ depth: Int) throws -> CBOR {
        let start = place
        let (major, argument) = try head()
        switch major {
        case 0: return .integer(argument)
        case 1: return .integer(-1 - argument)
        case 2: return .bytes(try take(argument))
        case 3:
            let text = try take(argument)
            guard String(validating: text, as: UTF8.self) != nil else { throw refusal }
            return .text(text)
        case 4, 5:
            guard depth < Self.depthLimit, argument <= Self.entryLimit else { throw refusal }
            return try major == 4 ? array(argument, depth + 1) : map(argument, depth + 1)
        case 7 where argument == 20 || argument == 21: return .flag(argument == 21)
        case 7 where argument == 22: return .null
        case _:
            place = start
            throw refusal
        }
    }

    private mutating func array(_ count: Int, _ depth: Int) throws -> CBOR {
        var values: [CBOR] = []
        for _ in 0..<count { values.append(try value(depth)) }
        return .array(values)
    }

    private mutating func map(_ count: Int, _ depth: Int) throws -> CBOR {
        var entries: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            let name = try value(depth)
            guard entries.updateValue(try value(depth), forKey: name) == nil else { throw refusal }
        }
        return .map(entries)
    }
}

extension CBORReader {
    /// Reads the major type and its argument, at most `Int.max`.
    private mutating func head() throws -> (major: UInt8, argument: Int) {
        guard let first = try take(1).first else { throw refusal }
        let (major, short) = (first >> 5, first & 31)
        // Floats and simple values of two bytes are of type 7, too.
        guard short < 24 || (major != 7 && short <= 27) else { throw refusal }
        guard short >= 24 else { return (major, Int(short)) }
        let size = 1 << Int(short - 24)
        let long = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = size == 1 ? 24 : 1 << UInt64(size * 4)
        guard long >= least, let argument = Int(exactly: long) else { throw refusal }
        return (major, argument)
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard count <= bytes.count - place else { throw refusal }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }
}
