internal import CPQ
internal import Glibc
internal import PuertoCore

/// A conversation of libpq with a client's own PostgreSQL. libpq is connected to this process; each
/// byte of the server passes the gate first, so that no request but SCRAM's reaches libpq.
final class PostgresSession {
    private let connection: Connection
    private let server: ServerSocket
    /// This process's end of the connection to libpq.
    private let inside: Descriptor
    private var gate = PostgresGate()
    private var toServer: [UInt8] = []
    private var toClient: [UInt8] = []
    private var hasEnded = false
    /// Takes the parameters of the last statement out of the server's words.
    private var redactor: Redactor?

    var challenge: PostgresChallenge? { gate.challenge }

    /// Logs in as the user `postgres`. Throws what the server answers instead.
    init(
        _ peer: ServicePeer, to database: String, _ password: [UInt8],
        within time: Duration = Deadline.usual
    ) throws(NoLogin) {
        server = try ServerSocket(peer, Deadline(in: time))
        let door = try InnerDoor()
        connection = try Connection(door.name, database, password)
        inside = try door.accept()
        try logIn()
    }

    deinit {
        // Terminate, so that the server need not wonder where its client has gone.
        if gate.isOpen { try? server.send([UInt8(ascii: "X")] + PostgresMessages.number(4)) }
    }

    private func logIn() throws(NoLogin) {
        while true {
            switch PQconnectPoll(connection.pointer) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: try move(until: POLLIN)
            case PGRES_POLLING_WRITING: try move(until: POLLOUT)
            default: throw .unreachable(words)
            }
        }
    }
}

extension PostgresSession {
    /// Runs statements and returns the rows of the last one, `nil` for NULL. Throws `io` with the
    /// server's words, also when the deadline is over.
    func rows(_ statements: String) throws -> [[String?]] {
        try answered { PQsendQuery($0, statements) }
    }

    /// Runs one statement with its parameters `$1`, `$2` and so on. An error has none of them, and
    /// the server's first line alone: its details quote whole rows.
    func rows(_ statement: String, _ parameters: [String]) throws -> [[String?]] {
        redactor = Redactor(parameters.map { Array($0.utf8) })
        PQsetErrorVerbosity(connection.pointer, PQERRORS_TERSE)
        let values = parameters.map { strdup($0) }
        defer {
            for value in values.compactMap({ $0 }) {
                explicit_bzero(value, strlen(value))
                free(value)
            }
        }
        return try answered {
            PQsendQueryParams(
                $0, statement, CInt(values.count), nil, values.map { UnsafePointer($0) }, nil, nil,
                0)
        }
    }

    private func answered(_ send: (OpaquePointer) -> CInt) throws -> [[String?]] {
        do { return try received(send) } catch let error as NoLogin {
            let answer = "\(error.answer)"
            throw PuertoError(.io, "PostgreSQL answered: \(answer)")
                .spanish("PostgreSQL respondió: \(FindingText.words(answer, .es))")
        }
    }

    private func received(_ send: (OpaquePointer) -> CInt) throws -> [[String?]] {
        PQsetnonblocking(connection.pointer, 1)
        guard send(connection.pointer) == 1 else { throw failure }
        while PQflush(connection.pointer) == 1 { try move(until: POLLOUT) }
        var rows: [[String?]] = []
        while true {
            while PQisBusy(connection.pointer) == 1 {
                try move(until: POLLIN)
                guard PQconsumeInput(connection.pointer) == 1 else { throw failure }
            }
            guard let result = PQgetResult(connection.pointer) else { return rows }
            defer { PQclear(result) }
            let status = PQresultStatus(result)
            guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else { throw failure }
            rows = (0..<PQntuples(result)).map { row in
                (0..<PQnfields(result)).map { column in
                    guard PQgetisnull(result, row, column) == 0 else { return nil }
                    return PQgetvalue(result, row, column).map { String(cString: $0) }
                }
            }
        }
    }

    private var failure: PuertoError {
        let words = words
        return PuertoError(.io, "PostgreSQL answered: \(words)")
            .spanish("PostgreSQL respondió: \(words)")
    }

    private var words: String {
        let text = PQerrorMessage(connection.pointer).map { String(cString: $0) } ?? ""
        return PostgresSession.words(text, redactor)
    }

    /// libpq's message in one line of at most 200 characters, without the name of its end of the
    /// connection. Secrets are taken out first: of one that is cut or has its spaces joined, a part
    /// would stay.
    static func words(_ text: String, _ redactor: Redactor? = nil) -> String {
        let text = redactor.map { $0(text) } ?? text
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let start = line.firstRange(of: " failed: ")?.upperBound ?? line.startIndex
        return PuertoError.visible(String(line[start...].prefix(200)))
    }
}

extension PostgresSession {
    /// Moves bytes between libpq and the server until libpq's socket is ready for something.
    private func move(until events: CInt) throws(NoLogin) {
        while true {
            // A descriptor of -1 is passed over by the kernel.
            var polled = [
                pollfd(fd: PQsocket(connection.pointer), events: Int16(events), revents: 0),
                pollfd(
                    fd: inside.number,
                    events: Int16(
                        (toServer.isEmpty ? POLLIN : 0) | (toClient.isEmpty ? 0 : POLLOUT)),
                    revents: 0),
                pollfd(
                    fd: hasEnded ? -1 : server.descriptor,
                    events: Int16(
                        (toClient.isEmpty ? POLLIN : 0) | (toServer.isEmpty ? 0 : POLLOUT)),
                    revents: 0),
            ]
            guard server.deadline.wait(&polled) else { throw .timeout }
            if polled[2].revents != 0 { try exchangeWithServer() }
            if polled[1].revents != 0 { exchangeWithClient() }
            if polled[0].revents != 0 { return }
        }
    }

    private func exchangeWithServer() throws(NoLogin) {
        PostgresSession.write(&toServer, server.descriptor)
        guard toClient.isEmpty else { return }
        switch PostgresSession.read(server.descriptor) {
        case .none: return
        case .some(let bytes) where bytes.isEmpty:
            guard gate.isOpen else { throw .closed }
            hasEnded = true
            shutdown(inside.number, CInt(SHUT_WR))
        case .some(let bytes):
            toClient += try gate.admit(bytes)
            PostgresSession.write(&toClient, inside.number)
        }
    }

    private func exchangeWithClient() {
        PostgresSession.write(&toClient, inside.number)
        guard toServer.isEmpty, let bytes = PostgresSession.read(inside.number) else { return }
        toServer = bytes
        PostgresSession.write(&toServer, server.descriptor)
    }

    /// Returns what is there to read: nothing at the end, `nil` when it has to be waited for.
    private static func read(_ descriptor: CInt) -> [UInt8]? {
        var part = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &part, part.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        defer { explicit_bzero(&part, part.count) }
        return Array(part[..<max(0, count)])
    }

    private static func write(_ bytes: inout [UInt8], _ descriptor: CInt) {
        guard !bytes.isEmpty else { return }
        let count = bytes.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
        // What cannot be sent any more is noticed when nothing can be read either.
        if count > 0 { bytes.removeFirst(count) }
    }
}

extension PostgresSession {
    /// libpq's connection, which is closed with its last user.
    private final class Connection {
        let pointer: OpaquePointer

        /// Begins to connect to a socket of this process. Nothing is sent before the first poll.
        init(_ host: String, _ database: String, _ password: [UInt8]) throws(NoLogin) {
            let settings = [
                ("host", host), ("port", String(InnerDoor.port)), ("user", "postgres"),
                ("dbname", database), ("sslmode", "disable"), ("gssencmode", "disable"),
                ("application_name", "puerto"),
            ]
            let names = settings.map { strdup($0.0) } + [strdup("password")]
            let values = settings.map { strdup($0.1) } + [Connection.copy(password)]
            defer {
                if let secret = values.last ?? nil { explicit_bzero(secret, password.count) }
                for text in names + values { free(text) }
            }
            let started = PQconnectStartParams(
                names.map { $0.map { UnsafePointer($0) } } + [nil],
                values.map { $0.map { UnsafePointer($0) } } + [nil], 0)
            guard let started else { throw .unreachable("no memory for a connection") }
            pointer = started
        }

        deinit { PQfinish(pointer) }

        /// Makes a C string in memory that the caller frees.
        private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
            guard let copy = calloc(bytes.count + 1, 1) else { return nil }
            bytes.withUnsafeBytes { source in
                if let start = source.baseAddress { memcpy(copy, start, source.count) }
            }
            return copy.assumingMemoryBound(to: CChar.self)
        }
    }
}
