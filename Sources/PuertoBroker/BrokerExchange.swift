internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

/// The demand that an operation makes on the session of its request.
enum BrokerAccess: Sendable {
    /// Nothing: the operation itself asks for a password, a token or a signature, or tells nothing
    /// that is anybody's.
    case open
    /// A session.
    case reader
    /// The session of an owner.
    case owner
}

/// An operation that the broker answers.
protocol Answered: Operation {
    static var access: BrokerAccess { get }

    /// True for an operation that changes records, and so may wait for another program's
    /// transaction.
    static var writes: Bool { get }

    /// Throws `Refused`, and errors of the records.
    func answer(in exchange: BrokerExchange) throws -> Answer
}

/// An operation that waits for its turn before it is answered.
protocol AnsweredInTurn: Answered {
    /// Throws as `answer` does for a request that need not wait, since it is refused.
    func turn(in exchange: BrokerExchange) throws -> LoginTurn
}

/// A request on its way to its answer.
struct BrokerExchange {
    let broker: Broker
    /// The records. Where a session is demanded they are written for it alone: each transaction
    /// looks session and role up again, whatever was so when the request came.
    let store: Store
    /// The hook's settings; `nil` where the portal has no hook.
    let web: HookSettings?
    /// The cookie that was sent, if it may be one.
    let token: SessionToken?
    private let found: Session?

    /// Throws `Refused` unless the request's session may.
    init(
        _ broker: Broker, _ opened: SharedStore.Opened, _ head: QuestionHead,
        for access: BrokerAccess
    ) throws {
        self.broker = broker
        web = opened.web
        token = head.cookie.flatMap { SessionToken($0.utf8) }
        switch access {
        case .open: (store, found) = (opened.store, nil)
        case .reader, .owner:
            guard let token, let session = try opened.store.touchSession(token.digest) else {
                throw Refused.noSession
            }
            guard access != .owner || session.role == .owner else { throw Refused.viewer }
            store = opened.store.acting(for: session, asOwner: access == .owner)
            found = session
        }
    }
}

extension BrokerExchange {
    /// Throws `Refused` without a session, as in an operation that is open to everybody.
    func session() throws -> Session {
        guard let found else { throw Refused.noSession }
        return found
    }

    /// An idempotency key as jobs have it, with the operator in front: two operators never share
    /// one. Throws `invalid`.
    func key(_ key: String?) throws -> String? {
        guard let key else { return nil }
        guard key.isRequestName else {
            throw PuertoError(
                .invalid, "the idempotency key is not 1 to 128 letters, digits, '-' and '_'")
        }
        return "\(try session().actor):\(key)"
    }

    /// Runs a step that queues a job for a client. Throws `Refused` with the job that holds it.
    func queueing<Value>(for tenant: Slug?, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as PuertoError where error.code == .busy {
            guard let tenant, let job = try openJob(of: tenant) else { throw error }
            throw Refused.busy(tenant, job)
        }
    }

    /// The client's job that is queued or running.
    func openJob(of slug: Slug) throws -> Job? {
        try store.jobs(of: slug, states: [.queued, .running], limit: 1).first
    }
}

extension Session {
    /// The session as the web tier gets it.
    var told: Session {
        Session(name: name, role: role, createdAt: createdAt)
    }
}
