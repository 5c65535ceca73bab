import PuertoCore

/// Quotes values for each file format; throws `invalid` for a value that the format cannot hold.
enum Written {
    /// Double quotes; only a quotation mark is escaped.
    static func lighttpd(_ value: String) throws -> String {
        try refuse(value, "\\", for: "lighttpd")
        return quoted(value, escaping: "\"")
    }

    /// Double quotes; a dollar begins a variable and cannot be escaped.
    static func nginx(_ value: String) throws -> String {
        try refuse(value, "$", for: "nginx")
        return quoted(value, escaping: "\"\\")
    }

    /// Double quotes; in names of folders the other signs are wildcards.
    static func apache(_ value: String) throws -> String {
        try refuse(value, "$*?[]", for: "apache")
        return quoted(value, escaping: "\"\\")
    }

    /// Double quotes; braces are placeholders.
    static func caddy(_ value: String) throws -> String {
        try refuse(value, "{}\\", for: "caddy")
        return quoted(value, escaping: "\"")
    }

    /// Single quotes (POSIX shell, 2.2.2).
    static func shell(_ value: String) -> String {
        "'"
            + value.split(separator: "'", omittingEmptySubsequences: false).joined(
                separator: "'\\''") + "'"
    }

    /// Double quotes, without specifiers; with `isCommand` also without variables
    /// (systemd.service).
    static func systemd(_ value: String, isCommand: Bool = false) -> String {
        let plain = doubling("%", in: value)
        return quoted(isCommand ? doubling("$", in: plain) : plain, escaping: "\"\\")
    }

    /// A path of a setting whose parts stand between colons (`BindReadOnlyPaths=`).
    static func systemdPart(_ value: String) -> String {
        quoted(doubling("%", in: value), escaping: "\"\\:")
    }

    /// A part of such a setting that systemd reads twice (`TemporaryFileSystem=`), without the
    /// quotation marks around the whole.
    static func systemdTwice(_ value: String) -> String {
        escaped(escaped(doubling("%", in: value), "\\:"), "\"\\")
    }

    /// The rest of a line, unquoted.
    static func systemdLine(_ value: String) -> String { doubling("%", in: value) }

    private static func quoted(_ value: String, escaping marks: String) -> String {
        "\"\(escaped(value, marks))\""
    }

    private static func escaped(_ value: String, _ marks: String) -> String {
        let marks = Set(marks.unicodeScalars)
        var text = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if marks.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    private static func doubling(_ mark: Unicode.Scalar, in value: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if scalar == mark { text.append(mark) }
            text.append(scalar)
        }
        return String(text)
    }

    private static func refuse(_ value: String, _ marks: String, for server: String) throws {
        let marks = Set(marks.unicodeScalars)
        guard let mark = value.unicodeScalars.first(where: marks.contains) else { return }
        throw PuertoError(
            .invalid, "\(PuertoError.quote(value)) has a '\(mark)' in it",
            hint: "a configuration of \(server) cannot name it; rename the folder"
        ).spanish(
            "\(PuertoError.quote(value)) tiene un '\(mark)'",
            hint:
                "una configuración de \(server) no puede nombrarla; cambia el nombre de la carpeta")
    }
}
