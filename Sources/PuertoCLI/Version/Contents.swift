internal import PuertoStore

/// The text of `puerto --version`: the version of the program and of the libraries inside it.
enum Contents {
    static let version = "0.1.0"
    static let crypto = Library(
        "4.5.2", boringSSL: "0226f30467f540a3f62ef48d453f93927da199b6")
    /// Encrypts connections to a Windmill on another machine.
    static let tls = Library("2.37.6", boringSSL: "8eb25be6fa18d475291122887a7bccd3762ff236")

    /// A package of cryptography, with the version that Packages.lock has.
    struct Library {
        let version: String
        /// The revision of BoringSSL that this version contains.
        let boringSSL: String

        init(_ version: String, boringSSL: String) {
            self.version = version
            self.boringSSL = boringSSL
        }
    }

    static func text(_ sqlite: SQLiteVersion) -> String {
        """
        puerto \(version)
        SQLite \(sqlite.running), compiled with \(sqlite.compiled) (\(sqlite.source))
        swift-crypto \(crypto.version) with BoringSSL \(crypto.boringSSL)
        swift-nio-ssl \(tls.version) with BoringSSL \(tls.boringSSL)
        """
    }

    /// The warning for a library that is older than the program expects; `nil` for any other.
    static func warning(_ sqlite: SQLiteVersion) -> String? {
        guard sqlite.isOlderThanCompiled else { return nil }
        return "SQLite \(sqlite.running) runs, and puerto was compiled with \(sqlite.compiled) "
            + "(upgrade libsqlite3-0, or compile puerto on this machine)"
    }
}
