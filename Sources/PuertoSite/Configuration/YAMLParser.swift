internal import CommonMark
internal import PuertoCore
internal import Yams

/// Turns YAML 1.1 into values, without the features that configuration does not need: anchors,
/// aliases, tags, merge keys, several documents.
struct YAMLParser {
    let file: String
    let firstLine: Int

    func text(of bytes: [UInt8]) throws -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let line = UTF8Check.firstInvalidLine(in: bytes) ?? 1
        throw PuertoError(
            .invalid, "the text is not UTF-8", hint: "save it in UTF-8", place: place(line)
        ).spanish("el texto no está en UTF-8", hint: "guárdalo en UTF-8")
    }

    func root(of text: String) throws -> YAMLValue {
        try refuseAliases(in: text)
        do {
            // `basic` guesses no types; `default` would also run seven regular expressions a key.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // The nodes hold their anchors weakly, and the parser holds them.
            return try withExtendedLifetime(parser) {
                guard let node = try parser.singleRoot() else { return absent(line: 1) }
                return try value(of: node, name: "", depth: 0)
            }
        } catch let error as YamlError {
            throw explain(error, in: text)
        }
    }

    func place(_ line: Int) -> String { "\(file):\(line + firstLine - 1)" }

    private func absent(line: Int) -> YAMLValue {
        YAMLValue(name: "", file: file, line: line + firstLine - 1, content: .absent)
    }
}

extension YAMLParser {
    private func value(of node: Node, name: String, depth: Int) throws -> YAMLValue {
        let line = node.mark?.line ?? 1
        guard node.anchor == nil else { throw noAliases(line) }
        guard depth < 32 else {
            throw PuertoError(
                .invalid, "nested more than 32 levels deep", hint: "flatten it", place: place(line)
            ).spanish("hay más de 32 niveles, uno dentro de otro", hint: "aplánalo")
        }
        let content: YAMLValue.Content
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, line)
            let isAbsent = scalar.style == .plain && ["", "~"].contains(scalar.string)
            content = isAbsent ? .absent : .text(scalar.string)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, line)
            content = .list(try sequence.map { try value(of: $0, name: name, depth: depth + 1) })
        case .mapping(let mapping):
            try refuseTag(mapping.tag, line)
            content = .map(try mapping.map { try entry($0.key, $0.value, depth: depth) })
        case .alias: throw noAliases(line)
        }
        return YAMLValue(name: name, file: file, line: line + firstLine - 1, content: content)
    }

    private func entry(_ key: Node, _ node: Node, depth: Int) throws -> YAMLEntry {
        let line = key.mark?.line ?? 1
        guard case .scalar(let scalar) = key, scalar.anchor == nil else {
            throw PuertoError(
                .invalid, "a key is not a plain word", hint: "as in 'name: value'",
                place: place(line)
            ).spanish("una clave no es una palabra sencilla", hint: "como en 'name: valor'")
        }
        return YAMLEntry(
            key: scalar.string, line: line + firstLine - 1,
            value: try value(of: node, name: scalar.string, depth: depth + 1))
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
}
