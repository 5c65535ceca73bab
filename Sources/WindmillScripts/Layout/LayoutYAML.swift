internal import PuertoCore
internal import Windmill
internal import Yams

/// Reads YAML 1.2 as JSON, without aliases and tags.
struct LayoutYAML {
    let file: String

    /// Throws `invalid`, with the line in its place.
    func value(of text: String) throws -> JSONValue {
        try refuseAliases(in: text)
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // The nodes hold their anchors weakly, and the parser holds them.
            return try withExtendedLifetime(parser) {
                guard let node = try parser.singleRoot() else { return .null }
                return try value(of: node, depth: 0)
            }
        } catch let error as YamlError {
            throw explain(error)
        }
    }

    private func value(of node: Node, depth: Int) throws -> JSONValue {
        let line = node.mark?.line ?? 1
        guard node.anchor == nil else { throw noAliases(line) }
        guard depth < 64 else { throw tooDeep(line) }
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, line)
            guard scalar.style == .plain else { return .string(scalar.string) }
            guard let value = PlainScalar.value(of: scalar.string) else {
                throw noNumber(scalar.string, line)
            }
            return value
        case .sequence(let sequence):
            try refuseTag(sequence.tag, line)
            return .array(try sequence.map { try value(of: $0, depth: depth + 1) })
        case .mapping(let mapping):
            try refuseTag(mapping.tag, line)
            var members: [String: JSONValue] = [:]
            for (key, inner) in mapping {
                guard case .scalar(let name) = key, name.anchor == nil else { throw noKey(line) }
                members[name.string] = try value(of: inner, depth: depth + 1)
            }
            return .object(members)
        case .alias: throw noAliases(line)
        }
    }

    /// Refuses before parsing what could grow: Yams hashes the keys of aliases' values.
    private func refuseAliases(in text: String) throws {
        let bytes = Array(text.utf8)
        var anchors: Set<ArraySlice<UInt8>> = []
        var uses: [ArraySlice<UInt8>] = []
        for (index, byte) in bytes.enumerated()
        where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
            // YAML has line breaks beyond ASCII too.
            guard
                index == 0 || bytes[index - 1] >= 0x80
                    || " \t\n\r[]{},:".utf8.contains(bytes[index - 1])
            else { continue }
            let name = bytes[(index + 1)...].prefix(while: LayoutYAML.isOfName)
            guard !name.isEmpty else { continue }
            if byte == UInt8(ascii: "&") { anchors.insert(name) } else { uses.append(name) }
        }
        // A few may be pointers in the code of a flow's step; more make the file a bomb.
        guard uses.count(where: anchors.contains) <= 16 else { throw noAliases(1) }
    }

    /// Tells whether libyaml takes a byte as a part of an anchor's name.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func refuseTag(_ tag: Tag, _ line: Int) throws {
        let plain = ["", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"]
        guard plain.contains(tag.description) else {
            throw PuertoError(
                .invalid, "the tag \(PuertoError.quote(tag.description)) is not used here",
                hint: "quote the value if it begins with '!'", place: place(line)
            ).spanish(
                "la etiqueta \(PuertoError.quote(tag.description)) no se usa aquí",
                hint: "pon el valor entre comillas si empieza por '!'")
        }
    }

    private func place(_ line: Int) -> String { "\(file):\(line)" }
}

extension LayoutYAML {
    private func noAliases(_ line: Int) -> PuertoError {
        PuertoError(
            .invalid, "anchors (&) and aliases (*) are not used here",
            hint: "write the value out, or put code into a file with !inline", place: place(line)
        ).spanish(
            "las anclas (&) y los alias (*) no se usan aquí",
            hint: "escribe el valor entero, o pon el código en un archivo con !inline")
    }

    private func tooDeep(_ line: Int) -> PuertoError {
        PuertoError(
            .invalid, "nested more than 64 levels deep", hint: "flatten it", place: place(line)
        ).spanish("hay más de 64 niveles, uno dentro de otro", hint: "aplánalo")
    }

    private func noKey(_ line: Int) -> PuertoError {
        PuertoError(
            .invalid, "a key is not a plain word", hint: "as in 'summary: text'",
            place: place(line)
        ).spanish("una clave no es una palabra sencilla", hint: "como en 'summary: texto'")
    }

    private func noNumber(_ text: String, _ line: Int) -> PuertoError {
        PuertoError(
            .invalid, "JSON has no number \(PuertoError.quote(text))",
            hint: "quote it if it is a text", place: place(line)
        ).spanish(
            "JSON no tiene el número \(PuertoError.quote(text))",
            hint: "ponlo entre comillas si es un texto")
    }

    private func explain(_ error: YamlError) -> PuertoError {
        var (problem, line) = ("it cannot be read", 1)
        switch error {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
            .composer(_, let text, let mark, _):
            (problem, line) = (text, mark.line)
        case .reader(let text, _, _, _): problem = text
        case .duplicatedKeysInMapping(let keys, let context):
            problem = "the key \(PuertoError.quote(keys.first ?? "")) is there twice"
            line = context.mark.line
        default: break
        }
        return PuertoError(
            .invalid, "the YAML is not understood: \(problem)",
            hint: "quote values with ':' or '#', and indent with spaces", place: place(line)
        ).spanish(
            "el YAML no se entiende: \(problem)",
            hint: "pon entre comillas los valores con ':' o '#', y sangra con espacios")
    }
}
