import Windmill

@testable import WindmillScripts

/// A generator of the same numbers each time (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Items with texts that YAML could read as something else.
enum RandomItem {
    private static let pieces = [
        "a", "Zq", "ñ", "漢", "🚢", " ", "  ", "\n", "\n\n", "\t", "\r", ":", ": ", "#", " #", "-",
        "- ",
        "'", "\"", "\\", "{", "}", "[", "&a", "*a", "!x", "|", ">", "%", "@", "`", "~", "null",
        "true",
        "0x1", "1e5", "-7", "{{tenant.name}}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{1}",
        "\u{FFFF}", "---", "...", "?", "e\u{301}", ",",
    ]

    /// Never begins with a byte order mark, which the parser of YAML takes away.
    static func text(_ random: inout SeededRandom) -> String {
        let text = (0..<Int.random(in: 0..<7, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
        }.joined()
        return text.unicodeScalars.first == "\u{FEFF}" ? "a" + text : text
    }

    static func value(_ random: inout SeededRandom, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 3 ? 8 : 6), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: .fraction(Double(Int.random(in: -999...999, using: &random)) + 0.5)
        case 4, 5: .string(text(&random))
        case 6:
            .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                    value(&random, depth: depth + 1)
                })
        default: .object(object(&random, depth: depth))
        }
    }

    private static func object(_ random: inout SeededRandom, depth: Int) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            members[text(&random)] = value(&random, depth: depth + 1)
        }
        return members
    }

    /// An item of one of the kinds that have paths; its number is in its name.
    static func item(_ number: Int, _ random: inout SeededRandom) -> Item {
        let kinds = ItemKind.allCases
        let kind = kinds[number % kinds.count]
        var name = "f/a\(number)/b-_\(number)"
        if kind == .folder || kind == .resourceType { name = "n\(number)" }
        var fields: [String: JSONValue] = [:]
        for field in kind.fields where field.name != "lock" {
            let value = field.name == "is_secret" ? .bool(true) : value(field, &random)
            if !field.isStandard(value) { fields[field.name] = value }
        }
        if kind == .script {
            fields["content"] = .string(text(&random))
            fields["language"] = .string(
                ScriptLanguage.ends.randomElement(using: &random)?.language ?? "")
        }
        if kind == .variable { fields["value"] = nil }
        return Item(ItemKey(kind, name), fields)
    }

    private static func value(_ field: ItemField, _ random: inout SeededRandom) -> JSONValue {
        if field.name == "script_path" { return "f/a/b" }
        if field.name == "resource_type" { return "postgresql" }
        switch field.type {
        case .text: return .string(field.isRequired ? "x" + text(&random) : text(&random))
        case .flag: return .bool(.random(using: &random))
        case .number: return .integer(Int64.random(in: 0..<1000, using: &random))
        case .texts: return .array([.string(text(&random))])
        case .object: return .object(["k": value(&random)])
        case .any: return value(&random)
        }
    }
}
