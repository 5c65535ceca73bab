internal import CommonMark
internal import PuertoCore

/// Reads the runbooks of `content/`, and understands the names of its files.
struct ContentReader: Sendable {
    let workspace: String
    let agency: Agency
}

extension ContentReader {
    /// Splits a file name: `copia.en.md` → `copia`, English; `copia.md` → `copia`, `nil`.
    static func stem(_ file: String) -> (name: String, language: Language?) {
        let stem = String(file.utf8.dropLast(3)) ?? file
        for language in Language.allCases where stem.hasSuffix(".\(language.rawValue)") {
            return (String(stem.utf8.dropLast(3)) ?? stem, language)
        }
        return (stem, nil)
    }

    /// The part of a path after the last `/`.
    static func fileName(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Reads the runbooks that can be read; the errors of the others go into `diagnostics`.
    func runbooks(
        in folder: inout ContentFiles.Folder, _ diagnostics: inout Diagnostics
    ) -> [Runbook] {
        var byName: [String: [RunbookFile]] = [:]
        for index in folder.files.indices {
            let file = folder.file(index)
            do {
                let content = try ContentFile(file, workspace: workspace)
                folder.files[index].fingerprint = content.fingerprint
                let runbook = try RunbookFile(content, agency: agency)
                byName[runbook.name, default: []].append(runbook)
            } catch {
                diagnostics.report(error, at: file)
            }
        }
        return byName.values.compactMap { files in
            Runbook(merging: files, &diagnostics)
        }
    }

    /// Reports a file of notes whose name is no tenant's.
    static func checkName(
        _ folder: ContentFiles.Folder, _ index: Int, _ diagnostics: inout Diagnostics
    ) {
        let slug = stem(folder.files[index].name).name
        guard (try? Slug(slug)) == nil else { return }
        diagnostics.report(
            PuertoError(
                .invalid, "\(PuertoError.quote(slug)) is not a slug",
                hint: "notes are named after their tenant: <slug>.md or <slug>.en.md",
                place: folder.file(index)
            ).spanish(
                "\(PuertoError.quote(slug)) no es un nombre corto de cliente",
                hint: "las notas se llaman como su cliente: <nombre>.md o <nombre>.en.md"))
    }
}

/// A Markdown file's text, split and known to be UTF-8.
struct ContentFile: Sendable {
    let file: String
    let source: MarkdownSource
    /// The fingerprint of all its bytes; never 0.
    let fingerprint: UInt64

    init(_ file: String, workspace: String) throws {
        self.file = file
        let bytes = try Disk.read("\(workspace)/\(file)")
        if let line = UTF8Check.firstInvalidLine(in: bytes) {
            throw PuertoError(
                .invalid, "not UTF-8", hint: "save the file as UTF-8", place: "\(file):\(line)"
            ).spanish("no está en UTF-8", hint: "guarda el archivo en UTF-8")
        }
        fingerprint = Fingerprint(bytes).value | 1
        source = MarkdownSource(bytes)
    }

    func frontMatter() throws -> YAMLMap {
        try YAMLMap(
            parsing: Array(source.frontMatter ?? []), file: file,
            firstLine: source.frontMatterLine)
    }
}
