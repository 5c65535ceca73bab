internal import CommonMark
internal import PuertoCore

/// Reads the files of `content/`.
struct ContentReader: Sendable {
    let workspace: String
    let agency: Agency
}

extension ContentReader {
    /// `copia.en.md` → `copia`, English; `copia.md` → `copia`, `nil`.
    static func stem(_ file: String) -> (name: String, language: Language?) {
        let stem = String(file.utf8.dropLast(3)) ?? file
        for language in Language.allCases where stem.hasSuffix(".\(language.rawValue)") {
            return (String(stem.utf8.dropLast(3)) ?? stem, language)
        }
        return (stem, nil)
    }

    /// What follows the last `/`.
    static func fileName(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The runbooks, and the names of those of which some file could not be read.
    func runbooks(_ diagnostics: inout Diagnostics) throws -> (all: [Runbook], unread: Set<String>)
    {
        var unread: Set<String> = []
        var byName: [String: [RunbookFile]] = [:]
        for file in try markdownFiles(in: "runbooks", &diagnostics) {
            do {
                let runbook = try RunbookFile(file, workspace: workspace, agency: agency)
                byName[runbook.name, default: []].append(runbook)
            } catch {
                diagnostics.report(error, at: file)
                unread.insert(Self.stem(Self.fileName(file)).name)
            }
        }
        let all = byName.values.compactMap { files in
            Runbook(merging: files, primary: agency.language, &diagnostics)
        }
        return (all, unread)
    }

    func notes(_ diagnostics: inout Diagnostics) throws -> [String: [Language?: String]] {
        var notes: [String: [Language?: String]] = [:]
        for file in try markdownFiles(in: "tenants", &diagnostics) {
            let (slug, language) = Self.stem(Self.fileName(file))
            guard (try? Slug(slug)) != nil else {
                diagnostics.report(
                    PuertoError(
                        .invalid, "\(PuertoError.quote(slug)) is not a slug",
                        hint: "notes are named after their tenant: <slug>.md or <slug>.en.md",
                        place: file))
                continue
            }
            notes[slug, default: [:]][language] = file
        }
        return notes
    }

    /// Reports symbolic links in the place of `content/` or right below it.
    func checkFolders(_ diagnostics: inout Diagnostics) throws {
        guard Disk.kind(of: "\(workspace)/content") != .link else {
            return diagnostics.report(Self.link("content"))
        }
        for entry in try Disk.list("\(workspace)/content") ?? [] where entry.kind == .link {
            diagnostics.report(Self.link("content/\(entry.name)"))
        }
    }

    private static func link(_ place: String) -> PuertoError {
        PuertoError(
            .invalid, "symbolic link in content/", hint: "put the file itself there",
            place: place)
    }

    /// Paths below the workspace of a folder's `.md` files, by name; a symbolic link is an error,
    /// since it could bring in a file from anywhere.
    private func markdownFiles(in folder: String, _ diagnostics: inout Diagnostics) throws
        -> [String]
    {
        let path = "content/\(folder)"
        guard Disk.kind(of: "\(workspace)/\(path)") != .link,
            let entries = try Disk.list("\(workspace)/\(path)")
        else { return [] }
        var files: [String] = []
        for entry in entries.sorted(by: { $0.name < $1.name }) where !entry.name.hasPrefix(".") {
            let file = "\(path)/\(entry.name)"
            if entry.kind == .link {
                diagnostics.report(Self.link(file))
            } else if entry.kind == .file, entry.name.hasSuffix(".md") {
                files.append(file)
            } else {
                diagnostics.warn(
                    PuertoError(
                        .invalid, "passed over: only .md files are read here", place: file))
            }
        }
        return files
    }
}

/// A Markdown file's text, split and known to be UTF-8.
struct ContentFile {
    let file: String
    let source: MarkdownSource

    init(_ file: String, workspace: String) throws {
        self.file = file
        let bytes = try Disk.read("\(workspace)/\(file)")
        if let line = UTF8Check.firstInvalidLine(in: bytes) {
            throw PuertoError(
                .invalid, "not UTF-8", hint: "save the file as UTF-8", place: "\(file):\(line)")
        }
        source = MarkdownSource(bytes)
    }

    func frontMatter() throws -> YAMLMap {
        try YAMLMap(
            parsing: Array(source.frontMatter ?? []), file: file,
            firstLine: source.frontMatterLine)
    }
}
