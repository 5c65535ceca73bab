internal import PuertoCore

/// Asks a PostgreSQL for the challenge of the user `postgres`, which needs no password and sends
/// none. Two addresses of the same server answer alike.
struct PostgresGreeting: Sendable {
    let address: String
    let port: Int

    init(address: String, port: Int) {
        self.address = address
        self.port = port
    }
}

extension PostgresGreeting {
    /// Blocks its thread for 5 s at most. Throws what the server answers instead.
    func challenge(within time: Duration = Deadline.usual) throws(NoLogin) -> PostgresChallenge {
        let server = try ServerSocket(address, port, Deadline(in: time))
        var messages = PostgresMessages()
        try server.send(PostgresGreeting.startup)
        try PostgresGate.checkOffer(messages.read(from: server))
        try server.send(PostgresGreeting.proposal)
        let answer = try messages.read(from: server)
        try PostgresGate.check(answer, is: .challenge)
        guard let challenge = PostgresChallenge(Array(answer.body.dropFirst(4))) else {
            throw .foreign
        }
        return challenge
    }

    /// StartupMessage of protocol 3.0.
    private static var startup: [UInt8] {
        let words = ["user", "postgres", "database", "postgres", "application_name", "puerto"]
        let body: [UInt8] =
            words.flatMap { (word: String) -> [UInt8] in Array(word.utf8) + [0] } + [0]
        return PostgresMessages.number(body.count + 8) + PostgresMessages.number(3 << 16) + body
    }

    /// SASLInitialResponse with a nonce, which commits to nothing.
    private static var proposal: [UInt8] {
        let first = Array("n,,n=,r=\(RandomID().text)".utf8)
        let name: [UInt8] = Array("SCRAM-SHA-256".utf8) + [0]
        let body = name + PostgresMessages.number(first.count) + first
        return [UInt8(ascii: "p")] + PostgresMessages.number(body.count + 4) + body
    }
}

extension PostgresMessages {
    /// Waits for the next whole message.
    fileprivate mutating func read(from server: ServerSocket) throws(NoLogin) -> Message {
        while true {
            if let message = try next() { return message }
            append(try server.receive())
        }
    }
}
