internal import PuertoCore
internal import Windmill

/// Makes items out of the files of one folder, and gathers what is wrong with them.
struct LayoutBuilder {
    let shown: String
    let files: [String: [UInt8]]
    var layout = Layout()
    var faults = ErrorCollector()
    private var metadata: [ItemKey: String] = [:]
    private var code: [String: (file: String, language: String)] = [:]
    private var parts: Set<String> = []
    /// The bytes that `!inline` has put into items so far.
    private var inlinedBytes = 0
    /// One file may name another thousands of times.
    private static let mostInlined = 32 << 20

    init(shown: String, files: [String: [UInt8]]) {
        self.shown = shown
        self.files = files
    }

    mutating func build() {
        for path in files.keys.sorted() { sort(path) }
        for (key, path) in metadata.sorted(by: { $0.key < $1.key }) {
            attempt { try $0.item(key, path) }
        }
        for (stem, source) in code.sorted(by: { $0.key < $1.key })
        where metadata[ItemKey(.script, stem)] == nil {
            attempt { try $0.script(stem, source, [:], at: source.file) }
        }
        for path in parts.sorted() {
            warn(path, "nothing names this file", "ningún otro archivo nombra este")
        }
    }

    private mutating func sort(_ path: String) {
        switch FileRole(path) {
        case .ignored: break
        case .metadata(let kind, let name):
            let key = ItemKey(kind, name)
            if let other = metadata[key] { return faults.add(twice(path, other)) }
            metadata[key] = path
        case .code(let stem, let language):
            if let other = code[stem] { return faults.add(twice(path, other.file)) }
            code[stem] = (path, language)
        case .bareSQL: faults.add(bareSQL(path))
        case .part: parts.insert(path)
        case .app(let name, let folder):
            attempt {
                let app = try $0.checked(name, at: path) { try ItemPath($0) }
                $0.layout.add(app, Layout.AppFolder(layout: $0.shown, folder: folder))
            }
        case .modules, .files: faults.add(notSupported(path))
        case .unknown: warn(path, "this file is not pushed", "este archivo no se sube")
        }
    }

    private mutating func item(_ key: ItemKey, _ path: String) throws {
        guard case .object(let members) = try yaml(path) else { throw noMapping(path) }
        let fields = try fields(members, key.kind, path)
        let place = place(path)
        switch key.kind {
        case .script:
            guard let source = code[key.name] else { throw noCode(path) }
            try script(key.name, source, fields, at: path)
        case .folder:
            _ = try checked(key.name, at: path) { try FolderName($0) }
            layout.add(Item(key, fields), at: place)
        case .resourceType:
            _ = try checked(key.name, at: path) { try ResourceTypeName($0) }
            layout.add(Item(key, fields), at: place)
        case .variable, .resource, .flow, .schedule:
            _ = try checked(key.name, at: path) { try ItemPath($0) }
            layout.add(Item(key, try completed(fields, key.kind, path)), at: place)
        }
    }

    /// The fields with files read in the place of `!inline`, and with what their kind asks for.
    private mutating func completed(
        _ fields: [String: JSONValue], _ kind: ItemKind, _ path: String
    ) throws -> [String: JSONValue] {
        var fields = fields
        switch kind {
        case .variable:
            guard fields["is_secret"] != true || fields["value"] == nil else {
                throw secretInFile(path)
            }
        case .resource:
            _ = try checked(text(fields["resource_type"]), at: path) { try ResourceTypeName($0) }
            fields["value"] = try inlined(fields["value"] ?? .null, below: "", path)
            if fields["value"] == .null { fields["value"] = nil }
        case .flow:
            let folder = path.dropLast("flow.yaml".count)
            fields["value"] = try inlined(fields["value"] ?? .null, below: String(folder), path)
        case .schedule:
            _ = try checked(text(fields["script_path"]), at: path) { try ItemPath($0) }
        case .folder, .resourceType, .script: break
        }
        return fields
    }

    private mutating func script(
        _ stem: String, _ source: (file: String, language: String), _ fields: [String: JSONValue],
        at path: String
    ) throws {
        _ = try checked(stem, at: source.file) { try ItemPath($0) }
        var fields = fields
        if let lock = fields["lock"] { fields["lock"] = try inlined(lock, below: "", path) }
        if fields["lock"] == .string("") { fields["lock"] = nil }
        fields["content"] = .string(try content(source.file))
        fields["language"] = .string(source.language)
        layout.add(Item(ItemKey(.script, stem), fields), at: place(path))
    }

    /// Reads a file in the place of each text that begins with `!inline`.
    private mutating func inlined(_ value: JSONValue, below folder: String, _ path: String) throws
        -> JSONValue
    {
        switch value {
        case .null, .bool, .integer, .fraction: return value
        case .string(let text):
            guard text.hasPrefix("!inline ") else { return value }
            let file = folder + text.dropFirst("!inline ".count)
            // Only files of this folder were read, by names without `..`.
            guard files[file] != nil else { throw noPart(file, path) }
            parts.remove(file)
            inlinedBytes += files[file]?.count ?? 0
            guard inlinedBytes <= LayoutBuilder.mostInlined else { throw tooMuchInlined(path) }
            return .string(try content(file))
        case .array(let values):
            return .array(try values.map { try inlined($0, below: folder, path) })
        case .object(let members):
            return .object(try members.mapValues { try inlined($0, below: folder, path) })
        }
    }

    private mutating func attempt(_ step: (inout LayoutBuilder) throws -> Void) {
        do { try step(&self) } catch let error as PuertoError { faults.add(error) } catch {
            faults.add(PuertoError(.invalid, "\(error)", place: shown).spanish("\(error)"))
        }
    }
}

extension LayoutBuilder {
    private func tooMuchInlined(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "the files named by !inline add up to more than 32 MiB",
            hint: "name a file once", place: place(path)
        ).spanish(
            "los archivos que nombra !inline suman más de 32 MiB",
            hint: "nombra cada archivo una vez")
    }

    func place(_ path: String) -> String { "\(shown)/\(path)" }

    mutating func warn(_ path: String, _ english: String, _ spanish: String) {
        layout.warn(PuertoError(.invalid, english, place: place(path)).spanish(spanish))
    }

    private func yaml(_ path: String) throws -> JSONValue {
        let value = try LayoutYAML(file: place(path)).value(of: try content(path))
        return value == .null ? .object([:]) : value
    }

    private func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }

    /// The fields that are pushed. A key that is not pushed and says something is a warning.
    private mutating func fields(
        _ members: [String: JSONValue], _ kind: ItemKind, _ path: String
    ) throws -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let field = kind.fields.first(where: { $0.name == name }) else {
                let isEmpty = [.null, false, "", [], [:]].contains(value)
                if !isEmpty {
                    warn(
                        path, "the key \(PuertoError.quote(name)) is not pushed",
                        "la clave \(PuertoError.quote(name)) no se sube")
                }
                continue
            }
            guard value == .null || field.accepts(value) else { throw wrongType(field, path) }
            if !field.isStandard(value) { fields[name] = value }
        }
        for field in kind.fields where field.isRequired && fields[field.name] == nil {
            throw missing(field, path)
        }
        return fields
    }

    private func content(_ path: String) throws -> String {
        guard let text = String(validating: files[path] ?? [], as: UTF8.self) else {
            throw PuertoError(
                .invalid, "the text is not UTF-8", hint: "save it in UTF-8", place: place(path)
            ).spanish("el texto no está en UTF-8", hint: "guárdalo en UTF-8")
        }
        guard !text.utf8.contains(0) else {
            throw PuertoError(
                .invalid, "the text holds a NUL", hint: "remove the character", place: place(path)
            ).spanish("el texto tiene un carácter NUL", hint: "quítalo")
        }
        return text
    }

    func checked<Value>(_ text: String, at path: String, _ make: (String) throws -> Value) throws
        -> Value
    {
        do { return try make(text) } catch let error as InvalidValue {
            throw PuertoError(
                .invalid, "\(error)", hint: "letters, digits, '_' and '-' between the slashes",
                place: place(path)
            ).spanish(
                "\(PuertoError.quote(error.text)) no vale como ruta o nombre en Windmill",
                hint: "letras, cifras, '_' y '-' entre las barras, como f/informes/diario")
        }
    }
}
