internal import PuertoCore

extension PostgresLogin {
    /// Runs one statement in the application's database, and returns its rows. The parameters go
    /// beside the statement; an error has none of them. It blocks its thread for 5 s at most.
    /// Throws `io` with the server's words.
    package func rows(_ password: [UInt8], _ statement: String, _ parameters: [String]) throws
        -> [[String?]]
    {
        try session(password, to: PostgresLogin.database).rows(statement, parameters)
    }
}
