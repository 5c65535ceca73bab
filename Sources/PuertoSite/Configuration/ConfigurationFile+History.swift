internal import PuertoCore

extension ConfigurationFile {
    /// The folder that heads of the history are written to; `nil` when the section is missing.
    static func history(_ root: inout YAMLMap) throws -> String? {
        guard var map = try root.optionalMap("history") else { return nil }
        let folder = try map.parsed("export") { text in
            guard text.hasPrefix("/"), text.utf8.count <= 1000 else {
                throw PuertoError(
                    .invalid, "\(PuertoError.quote(text)) is not an absolute path",
                    hint: "a folder that is mounted from another machine, as in /mnt/backup/puerto"
                ).spanish(
                    "\(PuertoError.quote(text)) no es una ruta absoluta",
                    hint: "una carpeta montada de otra máquina, como /mnt/copias/puerto")
            }
            return try String.line(text, called: "export")
        }
        try map.finish()
        return folder
    }
}
