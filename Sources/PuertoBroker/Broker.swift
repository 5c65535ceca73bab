internal import PuertoCore
package import PuertoStore
package import PuertoVault
package import PuertoWire

/// Answers the web tier's requests from the records: it is the only way from a web server to
/// `puerto.db`. It takes nothing for granted: it finds the session of each request by its cookie,
/// checks the operator's role, and verifies passwords and signatures itself.
package struct Broker: Sendable {
    private let records: SharedStore
    let key: WebKey
    let nonces: Nonces
    let places: LoginPlaces
    private let log: @Sendable (String) -> Void

    /// Opens the database when it is first needed, and again after it was replaced. `log` gets a
    /// line, without secrets, for each failure that the web tier is not told the reason of.
    package init(
        _ workspace: String, database: String, log: @escaping @Sendable (String) -> Void
    ) {
        self.init(SharedStore(database), WebKey(in: workspace), Nonces(), LoginPlaces(), log)
    }

    /// Answers from an open store, with a key ring that is of no file.
    package init(
        _ store: Store, _ ring: KeyRing, _ nonces: Nonces = Nonces(),
        _ places: LoginPlaces = LoginPlaces(),
        log: @escaping @Sendable (String) -> Void
    ) {
        self.init(SharedStore(store), WebKey(ring), nonces, places, log)
    }

    private init(
        _ records: SharedStore, _ key: WebKey, _ nonces: Nonces, _ places: LoginPlaces,
        _ log: @escaping @Sendable (String) -> Void
    ) {
        self.nonces = nonces
        self.places = places
        self.records = records
        self.key = key
        self.log = log
    }
}

extension Broker {
    /// The way to this broker within one process. Requests and answers are the same bytes as on a
    /// socket.
    package var client: BrokerClient { BrokerClient { answer($0) } }

    /// Opens the records, so that a fault of theirs shows before the first request. Throws what
    /// opening them throws.
    package func open() throws {
        do { try records.use { _ in } } catch let error as Unready { throw error.cause }
    }

    /// The key of programs' secrets. Throws `Unready`.
    func ring(of store: Store) throws -> KeyRing { try ready { try key.ring(of: store) } }

    /// The frame that answers a request's frame. Never throws: an internal failure is a refusal that
    /// says nothing of its cause.
    package func answer(_ frame: [UInt8]) -> [UInt8] {
        switch begin(frame) {
        case .answered(let bytes): bytes
        case .inTurn(let turn, let answer): places.wait(for: turn, answer: answer)
        }
    }

    /// The first outcome of a request.
    enum Beginning {
        /// The answer's frame.
        case answered([UInt8])
        /// A function that makes it, to be called when the request's turn has come.
        case inTurn(LoginTurn, @Sendable () -> [UInt8])
    }

    /// Answers a request's frame, or tells what it has to wait for. Never throws.
    func begin(_ frame: [UInt8]) -> Beginning {
        do {
            let head = try readHead(frame)
            return try begin(Broker.operation(head.operation), frame, head)
        } catch {
            return .answered(Broker.bytes(Reply<Done>.refusal(refused(error))))
        }
    }

    /// Tells whether a request may wait for another program's transaction.
    func writes(_ frame: [UInt8]) -> Bool {
        (try? readHead(frame)).map { Broker.operation($0.operation).writes } ?? false
    }

    private func readHead(_ frame: [UInt8]) throws -> QuestionHead {
        // JSON is UTF-8 here (RFC 8259, 8.1); a decoder takes other encodings too.
        guard !frame.contains(0), String(validating: frame, as: UTF8.self) != nil else {
            throw unreadable
        }
        // The version is read alone first: another one may know other operations.
        struct Version: Decodable { let version: Int }
        guard let version = try? WireCoder.read(Version.self, from: frame) else { throw unreadable }
        guard version.version == QuestionHead.current else {
            throw Refused.version(QuestionHead.current)
        }
        guard let head = try? WireCoder.read(QuestionHead.self, from: frame) else {
            throw unreadable
        }
        return head
    }

    private func begin<Asked: Answered>(
        _ operation: Asked.Type, _ frame: [UInt8], _ head: QuestionHead
    ) throws -> Beginning {
        let content: Asked
        do { content = try WireCoder.read(Question<Asked>.self, from: frame).content } catch let
            error as PuertoError
        { throw error } catch { throw unreadable }
        guard let waiting = content as? any AnsweredInTurn else {
            return .answered(try answer(content, head))
        }
        let turn = try exchanging(head, for: Asked.access) { try waiting.turn(in: $0) }
        return .inTurn(turn) {
            do { return try answer(content, head) } catch {
                return Broker.bytes(Reply<Done>.refusal(refused(error)))
            }
        }
    }

    private func answer<Asked: Answered>(_ content: Asked, _ head: QuestionHead) throws -> [UInt8] {
        let answer = try exchanging(head, for: Asked.access) { try content.answer(in: $0) }
        return Broker.bytes(Reply<Asked.Answer>.answer(answer))
    }

    private func exchanging<Value>(
        _ head: QuestionHead, for access: BrokerAccess, _ step: (BrokerExchange) throws -> Value
    ) throws -> Value {
        try records.use { try step(BrokerExchange(self, $0, head, for: access)) }
    }

    private var unreadable: PuertoError {
        PuertoError(.invalid, "the request to the broker cannot be read")
    }

    static func bytes(_ value: some Encodable) -> [UInt8] {
        // No operation holds what JSON has not.
        (try? WireCoder.bytes(of: value)) ?? []
    }
}

extension Broker {
    /// The refusal that an error comes to. The text of an error about files or the database is for
    /// the log.
    private func refused(_ error: any Error) -> Refused {
        switch error {
        case let refused as Refused: return refused
        case let failure as SessionFailure:
            switch failure {
            case .over: return .noSession
            case .viewer: return .viewer
            }
        case let unready as Unready:
            log("\(unready.cause.code.rawValue): \(unready.cause)")
            return Broker.unusable(.io)
        case let error as PuertoError:
            switch error.code {
            case .invalid, .notFound, .conflict, .exhausted, .protected, .throttled:
                return .error(WireError(error))
            case .busy, .io, .damaged, .undecryptable, .unsupported, .constraint:
                log("\(error.code.rawValue): \(error)")
                return Broker.unusable(error.code)
            }
        default:
            log("internal error: \(PuertoError.visible("\(error)"))")
            return Broker.unusable(.io)
        }
    }

    private static func unusable(_ code: PuertoError.Code) -> Refused {
        let error = PuertoError(
            code, "the records cannot be used", hint: "puerto broker has said why")
        return .error(WireError(error))
    }

    static func operation(_ name: OperationName) -> any Answered.Type {
        switch name {
        case .settings: GetSettings.self
        case .health: CheckHealth.self
        case .name: CheckName.self
        case .worker: GetWorker.self
        case .session: GetSession.self
        case .logIn: LogIn.self
        case .codeLogIn: LogInWithCode.self
        case .passkeyChallenge: BeginPasskeyLogin.self
        case .passkeyLogIn: LogInWithPasskey.self
        case .passkeyOffer: GetPasskeyOffer.self
        case .passkeyOffered: OfferPasskey.self
        case .approval: BeginApproval.self
        case .approve: Approve.self
        case .approvals: GetApprovals.self
        case .logOut: LogOut.self
        case .records: GetRecords.self
        case .tenant: GetTenant.self
        case .admit: Admit.self
        case .edit: EditTenant.self
        case .act: Act.self
        case .build: RequestBuild.self
        case .jobs: GetJobs.self
        case .job: GetJob.self
        case .cancel: CancelJob.self
        case .retry: RetryJob.self
        case .plan: AskPlan.self
        case .probe: AskProbe.self
        case .errand: GetErrand.self
        case .envelope: TakeEnvelope.self
        case .links: GetLinks.self
        case .revoke: RevokeLink.self
        case .claim: ClaimLink.self
        case .call: Call.self
        }
    }
}
