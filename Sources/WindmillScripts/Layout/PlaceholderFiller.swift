internal import PuertoCore
internal import Windmill

/// Puts values in the place of `{{name}}` in the texts of a JSON value; `{{\name}}` gives
/// `{{name}}`. Names of keys are left as they are.
struct PlaceholderFiller {
    let values: [String: String]
    let place: String

    func filled(_ value: JSONValue) throws -> JSONValue {
        switch value {
        case .null, .bool, .integer, .fraction: value
        case .string(let text): .string(try filled(text))
        case .array(let values): .array(try values.map(filled))
        case .object(let members): .object(try members.mapValues(filled))
        }
    }

    private func filled(_ text: String) throws -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "{{") {
            out += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
                return out + rest[start.lowerBound...]
            }
            let inner = rest[start.upperBound..<end.lowerBound]
            if inner.first == "\\", Self.isName(inner.dropFirst()) {
                out += "{{\(inner.dropFirst())}}"
            } else if Self.isName(Self.trimmed(inner)) {
                out += try value(of: String(Self.trimmed(inner)))
            } else {
                // Braces of another language, such as a template of a script.
                out += "{"
                rest = rest[rest.index(after: start.lowerBound)...]
                continue
            }
            rest = rest[end.upperBound...]
        }
        return out + rest
    }

    private func value(of name: String) throws -> String {
        if let value = values[name] { return value }
        throw PuertoError(
            .invalid, "there is no placeholder {{\(name)}}",
            hint: name.nearestHint(in: values.keys) ?? "write {{\\\(name)}} for the text itself",
            place: place
        ).spanish(
            "no existe el marcador {{\(name)}}",
            hint: name.nearestHint(in: values.keys, .es)
                ?? "escribe {{\\\(name)}} si quieres el texto mismo")
    }

    /// At most one space on each side, as in documents.
    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        if text.first == " " { text = text.dropFirst() }
        if text.last == " " { text = text.dropLast() }
        return text
    }

    /// Two or more words of small letters, joined by dots.
    private static func isName(_ text: Substring) -> Bool {
        let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.count > 1
            && words.allSatisfy { word in
                !word.isEmpty
                    && word.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            }
    }
}
