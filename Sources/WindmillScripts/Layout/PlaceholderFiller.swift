internal import PuertoCore
internal import Windmill

/// Puts values in the place of `{{name}}` in the texts of a JSON value; `{{\name}}` gives
/// `{{name}}`. Names of keys are left as they are.
struct PlaceholderFiller {
    let values: [String: String]
    let place: String
    /// True where Windmill replaces texts that begin with `$var:`, `$res:` and their like, for which
    /// it has no escape: a value of the record that would become one is refused.
    var isInterpolated = false

    func filled(_ value: JSONValue) throws -> JSONValue {
        switch value {
        case .null, .bool, .integer, .fraction: value
        case .string(let text): .string(try filled(text))
        case .array(let values): .array(try values.map(filled))
        case .object(let members): .object(try members.mapValues(filled))
        }
    }

    /// Each byte is looked at a bounded number of times, whatever braces the text has.
    private func filled(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var first: (name: String, before: Int)?
        var index = 0
        while index < bytes.count {
            guard let mark = PlaceholderMark(in: bytes, at: index) else {
                // Braces of another language, such as a template of a script, stay as they are.
                out.append(bytes[index])
                index += 1
                continue
            }
            if mark.isEscaped {
                out += Array("{{\(mark.name)}}".utf8)
            } else {
                first = first ?? (mark.name, out.count)
                out += Array(try value(of: mark.name).utf8)
            }
            index = mark.end
        }
        if isInterpolated, let first, Self.refers(out[...], own: out[..<first.before]) {
            throw reference(first.name)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Tells whether a value of the record makes Windmill read the text as a reference. The text
    /// before it is the file's own.
    private static func refers(_ text: ArraySlice<UInt8>, own: ArraySlice<UInt8>) -> Bool {
        let references = ["$var:", "$res:"]
        guard !references.contains(where: { own.starts(with: $0.utf8) }) else { return false }
        if (references + ["$encrypted:"]).contains(where: { text.starts(with: $0.utf8) }) {
            return true
        }
        // A job's own variables, such as its token, are named without a colon.
        guard own.isEmpty, text.first == UInt8(ascii: "$"), let next = text.dropFirst().first
        else { return false }
        return next == UInt8(ascii: "_") || PlaceholderMark.isLetter(next | 0x20)
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

    private func reference(_ name: String) -> PuertoError {
        PuertoError(
            .invalid,
            "Windmill reads the value of {{\(name)}} as a reference, since it begins with '$'",
            hint: "write something before the placeholder, or change the record", place: place
        ).spanish(
            "Windmill lee el valor de {{\(name)}} como una referencia, porque empieza por '$'",
            hint: "escribe algo delante del marcador, o cambia el registro")
    }
}
