internal import PuertoStore

/// The text of `puerto --version`: the version of the program and of the libraries inside it.
enum Contents {
    static let version = "0.1.0"
    /// The version of swift-crypto, as in Packages.lock.
    static let crypto = "4.5.2"
    /// The revision of BoringSSL that this swift-crypto contains.
    static let boringSSL = "0226f30467f540a3f62ef48d453f93927da199b6"

    static func text(_ sqlite: SQLiteVersion) -> String {
        """
        puerto \(version)
        SQLite \(sqlite.running), compiled with \(sqlite.compiled) (\(sqlite.source))
        swift-crypto \(crypto) with BoringSSL \(boringSSL)
        """
    }

    /// The warning for a library that is older than the program expects; `nil` for any other.
    static func warning(_ sqlite: SQLiteVersion) -> String? {
        guard sqlite.isOlderThanCompiled else { return nil }
        return "SQLite \(sqlite.running) runs, and puerto was compiled with \(sqlite.compiled) "
            + "(upgrade libsqlite3-0, or compile puerto on this machine)"
    }
}
