internal import Glibc
package import PuertoCore

/// `stacks/<slug>/`: a stack's Compose file and its secrets.
///
/// The folder is the operator's alone (0700). Inside, secrets are readable (0444): a container's
/// own user has to read them, and nobody else gets through the folder.
package struct StackFolder: Sendable {
    /// `stacks/` of the workspace.
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

    /// Writes what differs, each file at once, and returns the names of those. Throws `io`.
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

    /// Takes over the folder that the stack had under another slug, known by its project, and
    /// returns that slug; `nil` when there is nothing to take over. Throws `io`.
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

    /// Gives a file that somebody has edited a name of its own, and returns it: what was written
    /// by hand is not lost.
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
            hint: "remove those that nobody needs")
    }

    /// The slugs that have a folder below `stacks/`.
    package static func all(in root: String) -> [String] {
        SmallFile.names(in: root).filter { !$0.hasPrefix(".") }.sorted()
    }
}
