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
        /// An act, the row of its tenant, the session that asks for it, and the SHA-256 of everything
        /// that it is made of.
        case approval(ApprovedAct, tenant: Int, session: [UInt8], challenge: [UInt8])
    }

    /// Seconds.
    static let lifetime = 120
    /// Logins that may be open at once, which anybody begins, and approvals; of more, the oldest of
    /// the same kind gives way.
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
        of act: ApprovedAct, _ tenant: Int, by session: Session, at now: Int,
        challenge: (String, [UInt8]) -> [UInt8]
    ) -> (id: String, nonce: [UInt8]) {
        let (id, nonce) = (RandomID().text, Random.bytes(32))
        let purpose = Purpose.approval(
            act, tenant: tenant, session: session.digest, challenge: challenge(id, nonce))
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
        -> (act: ApprovedAct, tenant: Int, challenge: [UInt8])?
    {
        take(id, now) { given in
            guard case .approval(let act, let tenant, session.digest, let challenge) = given.purpose
            else { return nil }
            return (act, tenant, challenge)
        }
    }

    private func put(_ given: Given, _ id: String, _ now: Int) {
        all.withLock { all in
            all = all.filter { Nonces.isFresh($1, now) }
            let alike = all.filter { $0.value.purpose.isOfSession(given.purpose) }
            if alike.count >= Nonces.mostOfASession { all[Nonces.oldest(of: alike)] = nil }
            let kin = all.filter { $0.value.purpose.isLogin == given.purpose.isLogin }
            if kin.count >= Nonces.most { all[Nonces.oldest(of: kin)] = nil }
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

    private static func oldest(of all: [String: Given]) -> String {
        all.min { $0.value.madeAt < $1.value.madeAt }?.key ?? ""
    }
}

extension Nonces.Purpose {
    fileprivate var isLogin: Bool {
        switch self {
        case .login: true
        case .approval: false
        }
    }

    /// Tells whether both are approvals of one session. Logins are of nobody yet.
    fileprivate func isOfSession(_ other: Nonces.Purpose) -> Bool {
        guard case .approval(_, _, let one, _) = self, case .approval(_, _, let two, _) = other
        else { return false }
        return one == two
    }
}
