internal import PuertoCore

/// Lets only those messages of a server through to libpq that a login by SCRAM-SHA-256 has, in
/// their order. libpq 15 would answer a request for the password itself, also in the middle of a
/// SCRAM exchange.
struct PostgresGate {
    private enum Phase {
        /// Nothing was received; SASL has to be offered.
        case start
        /// SASL was offered; the challenge follows.
        case offered
        /// The challenge has come; the server's own proof follows.
        case challenged
        /// The server's proof has come, which libpq checks; the welcome follows.
        case proven
        /// Logged in; parameters follow until the server is ready.
        case welcome
        /// Ready for statements: everything passes.
        case open
    }

    private var phase = Phase.start
    private var messages = PostgresMessages()
    private(set) var challenge: PostgresChallenge?

    var isOpen: Bool { phase == .open }
}

extension PostgresGate {
    /// Takes what the server has sent and returns what libpq may read of it. Throws `withheld` for
    /// a request that SCRAM does not have, and the server's own error.
    mutating func admit(_ bytes: [UInt8]) throws(NoLogin) -> [UInt8] {
        if isOpen { return bytes }
        messages.append(bytes)
        var admitted: [UInt8] = []
        while !isOpen, let message = try messages.next() {
            guard message.kind != PostgresMessages.Kind.error else { throw message.failure }
            try take(message)
            admitted += message.bytes
        }
        return isOpen ? admitted + messages.rest() : admitted
    }

    private mutating func take(_ message: PostgresMessages.Message) throws(NoLogin) {
        switch phase {
        case .start:
            try PostgresGate.checkOffer(message)
            phase = .offered
        case .offered:
            try PostgresGate.check(message, is: .challenge)
            guard let found = PostgresChallenge(Array(message.body.dropFirst(4))) else {
                throw .foreign
            }
            guard found.rounds >= PostgresChallenge.fewest else {
                throw .withheld(
                    "it asks for a proof of only \(found.rounds) rounds, and was sent none")
            }
            challenge = found
            phase = .challenged
        case .challenged:
            try PostgresGate.check(message, is: .proof)
            phase = .proven
        case .proven:
            try PostgresGate.check(message, is: .welcome)
            phase = .welcome
        case .welcome:
            guard message.kind != PostgresMessages.Kind.authentication else { throw .foreign }
            if message.kind == PostgresMessages.Kind.ready { phase = .open }
        case .open: break
        }
    }
}

extension PostgresGate {
    /// The requests of protocol 3.0 that a login by SCRAM has.
    enum Request: Int {
        case welcome = 0
        case offer = 10
        case challenge = 11
        case proof = 12
    }

    /// Throws `withheld` unless the message offers SCRAM-SHA-256.
    static func checkOffer(_ message: PostgresMessages.Message) throws(NoLogin) {
        try check(message, is: .offer)
        let names = message.body.dropFirst(4).split(separator: 0)
        guard names.contains(where: { $0.elementsEqual("SCRAM-SHA-256".utf8) }) else {
            throw .withheld("it does not ask for SCRAM-SHA-256, and was sent no password")
        }
    }

    static func check(_ message: PostgresMessages.Message, is wanted: Request) throws(NoLogin) {
        guard message.kind != PostgresMessages.Kind.error else { throw message.failure }
        guard let request = message.request else { throw .foreign }
        guard request != wanted.rawValue else { return }
        switch request {
        case 0: throw .withheld("it lets in without a password, and was sent none")
        case 3: throw .withheld("it asks for the password in clear text, and was sent none")
        case 5: throw .withheld("it asks for the password as MD5, and was sent none")
        default:
            throw .withheld(
                "it asks for something else than SCRAM-SHA-256 (\(request)), and was sent no password"
            )
        }
    }
}
