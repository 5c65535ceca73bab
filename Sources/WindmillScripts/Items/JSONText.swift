internal import Windmill

/// JSON with its keys in order: the same value always gives the same bytes.
enum JSONText {
    static func append(_ value: JSONValue, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += "\(number)"
        case .fraction(let number): text += number.isFinite ? "\(number)" : "null"
        case .string(let string): text += quoted(string)
        case .array(let values):
            text += "["
            for (index, one) in values.enumerated() {
                if index > 0 { text += "," }
                append(one, to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, name) in members.keys.sorted().enumerated() {
                if index > 0 { text += "," }
                text += quoted(name) + ":"
                append(members[name] ?? .null, to: &text)
            }
            text += "}"
        }
    }

    /// A text in double quotes, as JSON and YAML read it: all that YAML takes for a line break or
    /// refuses is written as a number.
    static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar.value {
            case 0x22: text += "\\\""
            case 0x5C: text += "\\\\"
            case 0x0A: text += "\\n"
            case 0x09: text += "\\t"
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
