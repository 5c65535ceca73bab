package import PuertoCore

/// Reads the picture that `agency.logo` names.
package enum LogoFile {
    /// Returns the logo; `nil` where `puerto.yaml` names none. Throws `notFound` where the file is
    /// not below `content/`, and what `Logo` throws.
    package static func read(_ agency: Agency, workspace: String) throws -> Logo? {
        guard let name = agency.logoFile else { return nil }
        let path = "\(workspace)/content/\(name)"
        guard Disk.kind(of: path) == .file else {
            throw PuertoError(
                .notFound, "the logo \(PuertoError.quote("content/\(name)")) is not a file",
                hint: "put the picture there, or take 'logo' out of 'agency'", place: "puerto.yaml"
            ).spanish(
                "el logotipo \(PuertoError.quote("content/\(name)")) no es un archivo",
                hint: "pon ahí la imagen, o quita 'logo' de 'agency'")
        }
        do {
            return try Logo(TextFile.bytes(of: path), name: name)
        } catch let error as PuertoError { throw error.at("puerto.yaml") }
    }

    /// Throws `invalid` unless it is the name of a file below `content/`.
    static func name(_ text: String) throws -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".")
                && part.utf8.allSatisfy { $0.isAlphanumeric || [0x2D, 0x2E, 0x5F].contains($0) }
        }
        guard isPlain, text.utf8.count <= 200 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a file below content/",
                hint: "as logo.svg, for content/logo.svg"
            ).spanish(
                "\(PuertoError.quote(text)) no es un archivo de content/",
                hint: "como logo.svg, para content/logo.svg")
        }
        return text
    }
}
