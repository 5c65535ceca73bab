internal import Glibc
internal import PuertoCore

/// Lists `content/` and looks at the status of its files without reading any.
struct ContentScan {
    let workspace: String
    /// The files as the last build knew them, valid where the status is the same.
    let known: ContentFiles?

    /// Throws for a folder that cannot be read; errors of single entries are reported.
    func files() throws -> ContentFiles {
        let moment = FileState.moment
        var diagnostics = Diagnostics()
        try checkFolders(&diagnostics)
        let runbooks = try folder("content/runbooks", known?.runbooks, moment, &diagnostics)
        let notes = try folder("content/tenants", known?.notes, moment, &diagnostics)
        return ContentFiles(runbooks: runbooks, notes: notes, diagnostics: diagnostics)
    }
}

extension ContentScan {
    /// Reports symbolic links in the place of `content/` or right below it.
    private func checkFolders(_ diagnostics: inout Diagnostics) throws {
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
            place: place
        ).spanish("enlace simbólico en content/", hint: "pon ahí el archivo mismo")
    }

    /// A folder's `.md` files; a symbolic link is an error, since it could bring in a file from
    /// anywhere.
    private func folder(
        _ path: String, _ known: ContentFiles.Folder?, _ moment: Int64,
        _ diagnostics: inout Diagnostics
    ) throws -> ContentFiles.Folder {
        let whole = "\(workspace)/\(path)"
        var folder = ContentFiles.Folder(path: path, state: .none, files: [])
        guard Disk.kind(of: whole) != .link, let entries = try Disk.list(whole) else {
            return folder
        }
        folder.state = FileState.of(whole).trusted(at: moment)
        var hasOthers = false
        for entry in entries where !entry.name.hasPrefix(".") {
            if entry.kind == .file, entry.name.hasSuffix(".md") {
                folder.files.append(file(entry.name, in: whole))
                continue
            }
            hasOthers = true
            if entry.kind == .link {
                diagnostics.report(Self.link("\(path)/\(entry.name)"))
            } else {
                diagnostics.warn(Self.passedOver("\(path)/\(entry.name)"))
            }
        }
        folder.files.sort { $0.name.precedes($1.name) }
        // A folder with other things in it is listed every time, for the warning.
        if hasOthers { folder.state = .unsure }
        believe(known, in: &folder, moment)
        return folder
    }

    private static func passedOver(_ place: String) -> PuertoError {
        PuertoError(.invalid, "passed over: only .md files are read here", place: place).spanish(
            "se pasa por alto: aquí solo se leen archivos .md")
    }

    private func file(_ name: String, in folder: String) -> ContentFiles.File {
        ContentFiles.File(name: name, state: .of("\(folder)/\(name)"), fingerprint: 0)
    }

    /// Copies the fingerprints of files whose status is the known one; both lists are in order.
    private func believe(
        _ known: ContentFiles.Folder?, in folder: inout ContentFiles.Folder, _ moment: Int64
    ) {
        var other = 0
        let old = known?.files ?? []
        for index in folder.files.indices {
            let name = folder.files[index].name
            while other < old.count, old[other].name.precedes(name) { other += 1 }
            if other < old.count, old[other].name == name,
                old[other].state == folder.files[index].state
            {
                folder.files[index].fingerprint = old[other].fingerprint
            } else {
                folder.files[index].state = folder.files[index].state.trusted(at: moment)
            }
        }
    }
}
