internal import Glibc
package import PuertoCore

/// The folder `stacks/<slug>/`: a stack's Compose file and its secrets.
///
/// Only the operator can enter the folder (0700). The secrets inside are readable (0444), since a
/// container's own user has to read them; the folder keeps all others out.
package struct StackFolder: Sendable {
    /// The folder `stacks/` of the workspace.
    package let root: String
    package let slug: Slug

    package init(root: String, slug: Slug) {
        self.root = root
        self.slug = slug
    }

    package var path: String { "\(root)/\(slug)" }
    package var file: String { "\(path)/compose.yaml" }
}

extension StackFolder {
    /// The bytes of the stack file; `nil` when there is none.
    package func composeFile() throws -> [UInt8]? { try SmallFile.bytes(of: file) }

    /// The bytes of a secret's file; `nil` when there is none, also where the engine has made a
    /// folder in its place.
    package func secret(_ name: SecretFile.Name) throws -> [UInt8]? {
        guard !isFolder(name) else { return nil }
        return try SmallFile.bytes(of: "\(path)/secrets/\(name.rawValue)")
    }

    /// Writes the files that differ, each one atomically, and returns their names. Throws `io`, and
    /// `conflict` for the folder of another stack, whose secrets may be the only ones.
    package func write(compose: String, environment: String, secrets: [SecretFile]) throws
        -> [String]
    {
        try checkOwner(environment: environment)
        for folder in [root, path, "\(path)/secrets"] { try SmallFile.makeFolder(folder) }
        var written: [String] = []
        for secret in secrets {
            let name = "secrets/\(secret.name.rawValue)"
            // Only an empty folder is removed: the engine made it in the place of a missing file.
            if isFolder(secret.name) { rmdir("\(path)/\(name)") }
            if try SmallFile.write(secret.bytes, to: "\(path)/\(name)", mode: 0o444) {
                written.append(name)
            }
        }
        for (name, text) in [(".env", environment), ("compose.yaml", compose)] {
            if try SmallFile.write(Array(text.utf8), to: "\(path)/\(name)", mode: 0o600) {
                written.append(name)
            }
        }
        return written
    }

    /// Takes over the folder that the stack had under a former slug, found by its project, and
    /// returns that slug; `nil` without one. Throws `io`.
    package func adopt(environment: String, former: Set<Slug>) throws -> String? {
        guard access(path, F_OK) != 0 else { return nil }
        for other in former.map(\.text).sorted() {
            let found = try SmallFile.bytes(of: "\(root)/\(other)/.env")
            guard let named = StackFolder.project(in: found ?? []),
                named == StackFolder.project(in: Array(environment.utf8))
            else { continue }
            guard rename("\(root)/\(other)", path) == 0 else { throw SmallFile.failure(path) }
            return other
        }
        return nil
    }

    /// Throws `conflict` when the folder's `.env`, or without one its stack file, names another
    /// project.
    package func checkOwner(environment: String) throws {
        guard let wanted = StackFolder.project(in: Array(environment.utf8)) else { return }
        let names: [String]
        if let named = StackFolder.project(in: try SmallFile.bytes(of: "\(path)/.env") ?? []) {
            names = [named]
        } else {
            let text = String(decoding: try composeFile() ?? [], as: UTF8.self)
            names = text.split(separator: "\n").map { $0.drop { $0 == " " } }
                .filter { $0.hasPrefix("name: puerto-") }
                .map { String($0.dropFirst(6).prefix { $0 != "_" }) }
        }
        guard let other = names.first, !names.contains(wanted) else { return }
        throw PuertoError(
            .conflict,
            "'\(path)' has the files of another stack, '\(PuertoError.visible(other))'",
            hint: "move the folder away and keep it: its password files may be the only ones"
        ).spanish(
            "'\(path)' tiene los archivos de otro sistema, '\(PuertoError.visible(other))'",
            hint: "lleva la carpeta a otro sitio y guárdala: sus contraseñas pueden ser las únicas")
    }

    /// The name of the project in the bytes of a file `.env`.
    private static func project(in bytes: [UInt8]) -> String? {
        let start = "COMPOSE_PROJECT_NAME="
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }

    /// Renames a file that was edited by hand, so that the edits are not lost, and returns the new
    /// name.
    package func keepEdited() throws -> String {
        for number in 1...999 {
            let name = "compose.yaml.edited-\(number)"
            var status = stat()
            guard lstat("\(path)/\(name)", &status) != 0 else { continue }
            guard rename(file, "\(path)/\(name)") == 0 else { throw SmallFile.failure(file) }
            return name
        }
        throw PuertoError(
            .conflict, "'\(path)' has 999 files named compose.yaml.edited-…",
            hint: "remove those that are no longer needed"
        ).spanish(
            "'\(path)' tiene 999 archivos llamados compose.yaml.edited-…",
            hint: "quita los que ya no hagan falta")
    }

    /// Tells whether a stack's folder, as an engine knows its path, is in this `stacks/`. The
    /// client may have another slug since.
    package static func isBelow(_ root: String, _ folder: String) -> Bool {
        let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
        return Machine.isSameFolder(parent, root)
    }

    /// Lists the slugs that have a folder below `stacks/`.
    package static func all(in root: String) -> [String] {
        SmallFile.names(in: root).filter { !$0.hasPrefix(".") }.sorted()
    }
}
