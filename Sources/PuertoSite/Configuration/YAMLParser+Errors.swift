internal import PuertoCore
internal import Yams

extension YAMLParser {
    /// Refuses a text with more than 16 aliases of its own anchors before it is parsed; the
    /// parser's caller refuses fewer. Aliases of aliases make a small file a huge value, and Yams
    /// hashes keys before it returns the value.
    func refuseAliases(in text: String) throws {
        let bytes = Array(text.utf8)
        let anchors = Set(names(after: UInt8(ascii: "&"), in: bytes).map(\.name))
        guard !anchors.isEmpty else { return }
        let uses = names(after: UInt8(ascii: "*"), in: bytes).filter { anchors.contains($0.name) }
        guard uses.count <= 16 else { throw noAliases(line(at: uses[0].offset, in: bytes)) }
    }

    func noAliases(_ line: Int) -> PuertoError {
        PuertoError(
            .invalid, "anchors (&) and aliases (*) are not used here",
            hint: "write the value out, or quote it", place: place(line)
        ).spanish(
            "las anclas (&) y los alias (*) no se usan aquí",
            hint: "escribe el valor entero, o ponlo entre comillas")
    }

    func explain(_ error: YamlError, in text: String) -> PuertoError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return explain(problem, at: mark.line, in: text)
        case .reader(let problem, let offset, _, _):
            let lines = offset.map { text.prefix($0).count(where: \.isNewline) } ?? 0
            return PuertoError(
                .invalid, problem, hint: "remove the character", place: place(lines + 1)
            ).spanish("el YAML no se entiende: \(problem)", hint: "quita el carácter")
        case .duplicatedKeysInMapping(let keys, let context):
            return PuertoError(
                .invalid, "the key \(PuertoError.quote(keys.first ?? "")) is there twice",
                hint: "keep one of them", place: place(context.mark.line)
            ).spanish(
                "la clave \(PuertoError.quote(keys.first ?? "")) está dos veces", hint: "deja una")
        default:
            return PuertoError(.invalid, "the YAML cannot be read", place: file).spanish(
                "el YAML no se puede leer")
        }
    }

    private func explain(_ problem: String, at line: Int, in text: String) -> PuertoError {
        if problem.contains("another document") {
            return PuertoError(
                .invalid, "a second document begins here", hint: "keep one, without '---' inside",
                place: place(line)
            ).spanish("aquí empieza un segundo documento", hint: "deja uno, sin '---' dentro")
        }
        if problem.contains("nesting level") {
            return PuertoError(
                .invalid, "nested too deep", hint: "flatten it", place: place(line)
            ).spanish("hay demasiados niveles, uno dentro de otro", hint: "aplánalo")
        }
        return PuertoError(
            .invalid, problem, hint: hint(problem, at: line, in: text, .en), place: place(line)
        ).spanish(
            "el YAML no se entiende: \(problem)", hint: hint(problem, at: line, in: text, .es))
    }

    private func hint(_ problem: String, at line: Int, in text: String, _ l: Language) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return nil }
        let indent = lines[line - 1].prefix { $0 == " " || $0 == "\t" }
        if indent.contains("\t") {
            return l("sangra con espacios, no con tabuladores", "indent with spaces, not tabs")
        }
        return problem.contains("mapping values") || problem.contains("token")
            ? l("pon el valor entre comillas", "quote the value") : nil
    }
}

extension YAMLParser {
    /// The text after a sign that stands where a value may begin.
    private func names(after sign: UInt8, in bytes: [UInt8]) -> [(
        name: ArraySlice<UInt8>, offset: Int
    )] {
        var found: [(ArraySlice<UInt8>, Int)] = []
        for (index, byte) in bytes.enumerated() where byte == sign {
            guard index == 0 || " \t\n\r[]{},:".utf8.contains(bytes[index - 1]) else { continue }
            let name = bytes[(index + 1)...].prefix { $0 > 0x20 && !"[]{},".utf8.contains($0) }
            if !name.isEmpty { found.append((name, index)) }
        }
        return found
    }

    private func line(at offset: Int, in bytes: [UInt8]) -> Int {
        bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
    }
}
