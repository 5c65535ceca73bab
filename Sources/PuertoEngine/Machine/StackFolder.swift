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

    package func secret(_ name: SecretFile.Name) throws -> [UInt8]? {
        try SmallFile.bytes(of: "\(path)/secrets/\(name.rawValue)")
    }

    /// Writes the files that differ, each one atomically, and returns their names. Throws `io`.
    package func write(compose: String, environment: String, secrets: [SecretFile]) throws
        -> [String]
    {
        for folder in [root, path, "\(path)/secrets"] { try SmallFile.makeFolder(folder) }
        var written: [String] = []
        for secret in secrets {
            let name = "secrets/\(secret.name.rawValue)"
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

    /// Takes over the folder that the stack had under another slug, found by its project, and
    /// returns that slug; `nil` without one. Throws `io`.
    package func adopt(environment: String) throws -> String? {
        guard access(path, F_OK) != 0 else { return nil }
        for other in StackFolder.all(in: root) {
            let found = try SmallFile.bytes(of: "\(root)/\(other)/.env")
            guard found == Array(environment.utf8) else { continue }
            guard rename("\(root)/\(other)", path) == 0 else { throw SmallFile.failure(path) }
            return other
        }
        return nil
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
            hint: "remove those that are no longer needed")
    }

    /// Lists the slugs that have a folder below `stacks/`.
    package static func all(in root: String) -> [String] {
        SmallFile.names(in: root).filter { !$0.hasPrefix(".") }.sorted()
    }
}
