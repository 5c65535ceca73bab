internal import Glibc

/// A file or folder of a stack whose mode is not what it has to be.
package struct WrongMode: Hashable, Sendable {
    /// Below the workspace, as in `stacks/acme/secrets`.
    package let name: String
    package let found: Int
    package let wanted: Int
}

extension StackFolder {
    /// The absolute path of a secret, with symbolic links resolved, as the engine names it.
    package func secretPath(_ name: SecretFile.Name) -> String {
        let folder = realpath(path, nil)
        defer { free(folder) }
        return (folder.map { String(cString: $0) } ?? path) + "/secrets/\(name.rawValue)"
    }

    /// Finds folders that others can enter and files with another mode than they are written with.
    /// A file that is not there has none.
    package func wrongModes(_ secrets: [SecretFile]) -> [WrongMode] {
        let folders =
            [(root, "stacks"), (path, "stacks/\(slug)")]
            + [("\(path)/secrets", "stacks/\(slug)/secrets")]
        let files =
            [("compose.yaml", 0o600), (".env", 0o600)]
            + secrets.map { ("secrets/\($0.name.rawValue)", 0o444) }
        return folders.compactMap { place, name in
            StackFolder.mode(of: place).flatMap {
                $0 & 0o077 == 0 ? nil : WrongMode(name: name, found: $0, wanted: 0o700)
            }
        }
            + files.compactMap { file, wanted in
                StackFolder.mode(of: "\(path)/\(file)").flatMap {
                    $0 == wanted
                        ? nil
                        : WrongMode(name: "stacks/\(slug)/\(file)", found: $0, wanted: wanted)
                }
            }
    }

    /// Tells whether a folder is where a secret's file should be: the engine makes one when it
    /// starts a container whose file is missing.
    package func isFolder(_ name: SecretFile.Name) -> Bool {
        var status = stat()
        return lstat("\(path)/secrets/\(name.rawValue)", &status) == 0
            && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func mode(of path: String) -> Int? {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_mode & 0o7777) : nil
    }
}
