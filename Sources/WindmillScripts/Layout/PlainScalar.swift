internal import Windmill

/// The core schema of YAML 1.2 (section 10.3.2), by which the wmill program reads words without
/// quotes.
enum PlainScalar {
    /// The value of a word; `nil` for a number that JSON does not have.
    static func value(of text: String) -> JSONValue? {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        case ".nan", ".NaN", ".NAN": return nil
        default: break
        }
        let bytes = text.utf8
        if bytes.starts(with: "0x".utf8), let number = Int64(text.dropFirst(2), radix: 16),
            isDigit(bytes.dropFirst(2).first, hexadecimal: true)
        {
            return .integer(number)
        }
        if bytes.starts(with: "0o".utf8), let number = Int64(text.dropFirst(2), radix: 8),
            isDigit(bytes.dropFirst(2).first)
        {
            return .integer(number)
        }
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        if [".inf", ".Inf", ".INF"].contains(unsigned) { return nil }
        guard isNumber(unsigned.utf8) else { return .string(text) }
        if unsigned.utf8.allSatisfy({ isDigit($0) }), let number = Int64(text) {
            return .integer(number)
        }
        guard let number = Double(text), number.isFinite else { return nil }
        // JSON does not tell 1.0 from 1, and the server's answer is read as 1.
        return Int64(exactly: number).map { .integer($0) } ?? .fraction(number)
    }

    /// Tells whether a text would be read as something else than itself.
    static func isSpecial(_ text: String) -> Bool { value(of: text) != .string(text) }

    /// `[0-9]+ (\. [0-9]*)?` or `\. [0-9]+`, then `([eE] [-+]? [0-9]+)?`.
    private static func isNumber(_ bytes: Substring.UTF8View) -> Bool {
        var rest = bytes
        let whole = rest.prefix { isDigit($0) }
        rest = rest.dropFirst(whole.count)
        var part = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            part = rest.dropFirst().prefix { isDigit($0) }
            rest = rest.dropFirst(part.count + 1)
        }
        guard !whole.isEmpty || !part.isEmpty else { return false }
        guard let sign = rest.first else { return true }
        guard sign | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if let next = rest.first, next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        return !rest.isEmpty && rest.allSatisfy { isDigit($0) }
    }

    private static func isDigit(_ byte: UInt8?, hexadecimal: Bool = false) -> Bool {
        guard let byte else { return false }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        return isDigit
            || hexadecimal && (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
