internal import PuertoCore
internal import PuertoVault
internal import PuertoWire
internal import Synchronization

/// The nonces that the broker has given out, for two minutes and one use each. They live in memory:
/// a broker that is started again knows none, and what waits for an approval is asked for again.
package final class Nonces: Sendable {
    private let all = Mutex<[String: Given]>([:])

    struct Given: Sendable {
        let purpose: Purpose
        let madeAt: Int
        /// 32 bytes.
        let nonce: [UInt8]
    }

    enum Purpose: Sendable {
        case login
        /// An act, the session that asks for it, and the SHA-256 of everything that it is made of.
        case approval(ApprovedAct, session: [UInt8], challenge: [UInt8])
    }

    /// Seconds.
    static let lifetime = 120
    /// Logins and approvals that may be open at once; of more, the oldest gives way.
    private static let most = 200
    /// Approvals that one session may have open at once.
    private static let mostOfASession = 10

    package init() {}
}

extension Nonces {
    /// Gives a challenge for a login out.
    func login(at now: Int) -> (id: String, challenge: [UInt8]) {
        let (id, nonce) = (RandomID().text, Random.bytes(32))
        put(Given(purpose: .login, madeAt: now, nonce: nonce), id, now)
        return (id, nonce)
    }

    /// Gives a nonce for an act out. `challenge` makes the challenge from id and nonce.
    func approval(
        of act: ApprovedAct, by session: Session, at now: Int,
        challenge: (String, [UInt8]) -> [UInt8]
    ) -> (id: String, nonce: [UInt8]) {
        let (id, nonce) = (RandomID().text, Random.bytes(32))
        let purpose = Purpose.approval(
            act, session: session.digest, challenge: challenge(id, nonce))
        put(Given(purpose: purpose, madeAt: now, nonce: nonce), id, now)
        return (id, nonce)
    }

    /// Takes the challenge of a login, once.
    func takeLogin(_ id: String, at now: Int) -> [UInt8]? {
        take(id, now) { given in
            guard case .login = given.purpose else { return nil }
            return given.nonce
        }
    }

    /// Takes the act of an approval and its challenge, once, for the session that has asked.
    func takeApproval(_ id: String, by session: Session, at now: Int)
        -> (act: ApprovedAct, challenge: [UInt8])?
    {
        take(id, now) { given in
            guard case .approval(let act, session.digest, let challenge) = given.purpose else {
                return nil
            }
            return (act, challenge)
        }
    }

    private func put(_ given: Given, _ id: String, _ now: Int) {
        all.withLock { all in
            all = all.filter { Nonces.isFresh($1, now) }
            let own = all.filter { $0.value.purpose.isAlike(given.purpose) }
            if own.count >= Nonces.mostOfASession, let oldest = Nonces.oldest(of: own) {
                all[oldest] = nil
            }
            if all.count >= Nonces.most, let oldest = Nonces.oldest(of: all) { all[oldest] = nil }
            all[id] = given
        }
    }

    private func take<Value>(_ id: String, _ now: Int, _ wanted: (Given) -> Value?) -> Value? {
        all.withLock { all in
            guard let given = all[id], let value = wanted(given) else { return nil }
            all[id] = nil
            return Nonces.isFresh(given, now) ? value : nil
        }
    }

    private static func isFresh(_ given: Given, _ now: Int) -> Bool {
        (0..<lifetime).contains(now - given.madeAt)
    }

    private static func oldest(of all: [String: Given]) -> String? {
        all.min { $0.value.madeAt < $1.value.madeAt }?.key
    }
}

extension Nonces.Purpose {
    /// Whether both are approvals of one session. Logins are of nobody yet.
    fileprivate func isAlike(_ other: Nonces.Purpose) -> Bool {
        guard case .approval(_, let one, _) = self, case .approval(_, let two, _) = other else {
            return false
        }
        return one == two
    }
}
