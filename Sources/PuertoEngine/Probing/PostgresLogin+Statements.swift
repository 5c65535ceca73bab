internal import PuertoCore

extension PostgresLogin {
    /// Runs one statement in the application's database, and returns its rows. The parameters go
    /// beside the statement; an error has none of them. It blocks its thread for 5 s at most.
    /// Throws `io` with the server's words.
    package func rows(_ password: [UInt8], _ statement: String, _ parameters: [String]) throws
        -> [[String?]]
    {
        let session = try session(password, to: PostgresLogin.database)
        do { return try session.rows(statement, parameters) } catch let error as PuertoError {
            let redactor = Redactor(parameters.map { Array($0.utf8) })
            throw error.rewording { text, _ in redactor(text) }
        }
    }
}
