internal import PuertoCore
internal import Windmill

extension Item {
    /// The files of the item in a layout, by their paths. Throws for an item that the layout cannot
    /// hold, or that would be read as another one.
    func files(_ limits: LayoutLimits) throws -> [(path: String, text: String)] {
        try checkPath()
        var yaml = fields
        for name in ["content", "language"] where key.kind == .script { yaml[name] = nil }
        for field in key.kind.fields where field.isRequired && yaml[field.name] == nil {
            throw notCopied("'\(field.name)' is missing", "falta '\(field.name)'")
        }
        try yaml.values.forEach { try check($0, depth: 0) }
        let text = YAMLText.file(yaml)
        let files: [(path: String, text: String)]
        switch key.kind {
        case .folder: files = [("f/\(key.name)/folder.meta.yaml", text)]
        case .flow: files = [("\(key.name).flow/flow.yaml", text)]
        case .script:
            guard let end = ScriptLanguage.end(of: language) else {
                throw notCopied(
                    "no file has its language \(PuertoError.quote(language))",
                    "ningún archivo tiene su lenguaje \(PuertoError.quote(language))")
            }
            files = [(key.name + end, content), ("\(key.name).script.yaml", text)]
        case .resourceType, .variable, .resource, .schedule:
            files = [("\(key.name).\(key.kind.rawValue).yaml", text)]
        }
        for file in files
        where file.text.utf8.count > limits.fileBytes || file.text.utf8.contains(0) {
            throw notCopied("it is too long, or not a text", "es demasiado largo, o no es texto")
        }
        guard files.allSatisfy({ $0.path.split(separator: "/").count <= limits.depth }) else {
            throw notCopied(
                "its path has too many folders", "su ruta tiene demasiadas carpetas")
        }
        return files
    }

    /// Refuses names that some file systems do not have, and folders that are an item.
    private func checkPath() throws {
        let parts = key.name.split(separator: "/").map { $0.lowercased() }
        let isReserved = parts.contains { part in
            ["con", "prn", "aux", "nul"].contains(part)
                || part.count == 4 && (part.hasPrefix("com") || part.hasPrefix("lpt"))
                    && part.last?.isNumber == true
        }
        let isItem = key.name.split(separator: "/").dropLast().contains {
            FileRole.isUnit(String($0))
        }
        guard !isReserved, !isItem else {
            throw notCopied(
                "its name is reserved in folders", "su nombre está reservado en carpetas")
        }
    }

    /// Refuses values that the layout reads otherwise.
    private func check(_ value: JSONValue, depth: Int) throws {
        guard depth < 60 else { throw notCopied("nested too deep", "hay demasiados niveles") }
        switch value {
        case .null, .bool, .integer, .fraction: break
        case .string(let text):
            guard !text.hasPrefix("!inline "), Self.isWritable(text) else {
                throw notCopied("a text would be read otherwise", "un texto se leería de otro modo")
            }
        case .array(let values): try values.forEach { try check($0, depth: depth + 1) }
        case .object(let members):
            for (name, inner) in members {
                guard Self.isWritable(name) else {
                    throw notCopied(
                        "a key would be read otherwise", "una clave se leería de otro modo")
                }
                try check(inner, depth: depth + 1)
            }
        }
    }

    /// The parser of YAML takes a byte order mark away.
    private static func isWritable(_ text: String) -> Bool {
        !text.utf8.contains(0) && text.unicodeScalars.first != "\u{FEFF}"
    }

    func notCopied(_ reason: String, _ spanish: String) -> PuertoError {
        .notCopied(key, reason, spanish)
    }
}

extension PuertoError {
    static func notCopied(_ key: ItemKey, _ reason: String, _ spanish: String) -> PuertoError {
        PuertoError(
            .unsupported, "\(key.text(.en)) is not copied: \(reason)",
            hint: "look at it in Windmill"
        ).spanish("\(key.text(.es)) no se copia: \(spanish)", hint: "míralo en Windmill")
    }
}
