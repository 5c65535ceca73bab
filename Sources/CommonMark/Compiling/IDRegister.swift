/// Hands out ids that are readable, stable and unique within a document.
struct IDRegister {
    private(set) var all: Set<String> = []
    private let prefix: String
    /// The last number given to each id that was wanted twice, so that the hundredth is not tried a
    /// hundred times.
    private var counts: [String: Int] = [:]

    init(prefix: String) {
        self.prefix = prefix
        // The ids of a document of one page; a growing set is hashed again each time.
        all.reserveCapacity(16)
    }

    /// Returns the id of a heading: its letters and digits in lower case, Latin ones folded to
    /// ASCII, with words joined by `-`. The second of its kind ends in `-2`.
    mutating func register(title: String) -> String {
        register(whole: Self.readable(title, after: prefix))
    }

    /// Returns `wish` with the prefix, and with the first free number when it is taken.
    mutating func register(_ wish: String) -> String { register(whole: prefix + wish) }

    private mutating func register(whole wish: String) -> String {
        if all.insert(wish).inserted { return wish }
        var number = counts[wish, default: 1]
        var id = wish
        repeat {
            number += 1
            id = "\(wish)-\(number)"
        } while !all.insert(id).inserted
        counts[wish] = number
        return id
    }
}

extension IDRegister {
    private static func readable(_ title: String, after prefix: String) -> String {
        var id = ByteBuffer(capacity: prefix.utf8.count + title.utf8.count)
        id.append(text: prefix)
        let start = id.count
        var needsHyphen = false
        for scalar in title.unicodeScalars {
            guard isLetter(scalar) else {
                if !isApostrophe(scalar) { needsHyphen = id.count > start }
                continue
            }
            guard !LatinFolding.isCombining(scalar) else { continue }
            if needsHyphen { id.append(UInt8(ascii: "-")) }
            needsHyphen = false
            LatinFolding.append(scalar, to: &id)
        }
        if id.count == start { id.append("section") }
        return String(decoding: id.bytes, as: UTF8.self)
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}"
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isLetterASCII || byte.isDigitASCII
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }
}
