internal import PuertoCore
internal import PuertoVault
internal import PuertoWire
internal import Synchronization

/// The nonces that the broker has given out, for two minutes and one use each. Those of approvals
/// live in memory: a broker that is started again knows none, and what waits for an approval is asked
/// for again. Those of logins, which anybody begins, are made again from their ids: no flood of them
/// pushes one out.
package final class Nonces: Sendable {
    private let all = Mutex<[String: Given]>([:])
    private let logins = LoginNonceKey()
    /// The ids of logins that a right signature has used, and their times.
    private let used = Mutex<[String: Int]>([:])

    /// An act, the row of its tenant, the session that asks for it, and the SHA-256 of everything
    /// that it is made of.
    struct Given: Sendable {
        let act: ApprovedAct
        let tenant: Int
        let session: [UInt8]
        let challenge: [UInt8]
        let madeAt: Int
    }

    /// Seconds.
    static let lifetime = 120
    /// Approvals that may be open at once, and those of one session; of more, the oldest gives way.
    private static let most = 200
    private static let mostOfASession = 10

    package init() {}
}

extension Nonces {
    /// Gives a challenge for a login out. The first eight digits of its id are its time.
    func login(at now: Int) -> (id: String, challenge: [UInt8]) {
        let time = String(UInt32(clamping: now), radix: 16)
        let zeros = String(repeating: "0", count: Nonces.digits - time.utf8.count)
        let id = zeros + time + String(RandomID().text.dropFirst(Nonces.digits))
        return (id, logins.nonce(of: id))
    }

    private static let digits = 8

    /// The challenge of a login; `nil` for one that is over or was used.
    func challenge(ofLogin id: String, at now: Int) -> [UInt8]? {
        guard Nonces.isFresh(Nonces.time(ofLogin: id), now), used.withLock({ $0[id] }) == nil
        else { return nil }
        return logins.nonce(of: id)
    }

    /// Uses a login up, whose signature was right. Returns whether nobody has done so before.
    func useLogin(_ id: String, at now: Int) -> Bool {
        used.withLock { used in
            used = used.filter { Nonces.isFresh($1, now) }
            return used.updateValue(Nonces.time(ofLogin: id), forKey: id) == nil
        }
    }

    private static func time(ofLogin id: String) -> Int { Int(id.prefix(digits), radix: 16) ?? 0 }

    /// Gives a nonce for an act out. `challenge` makes the challenge from id and nonce.
    func approval(
        of act: ApprovedAct, _ tenant: Int, by session: Session, at now: Int,
        challenge: (String, [UInt8]) -> [UInt8]
    ) -> (id: String, nonce: [UInt8]) {
        let (id, nonce) = (RandomID().text, Random.bytes(32))
        let given = Given(
            act: act, tenant: tenant, session: session.digest, challenge: challenge(id, nonce),
            madeAt: now)
        all.withLock { all in
            all = all.filter { Nonces.isFresh($1.madeAt, now) }
            let alike = all.filter { $0.value.session == given.session }
            if alike.count >= Nonces.mostOfASession { all[Nonces.oldest(of: alike)] = nil }
            if all.count >= Nonces.most { all[Nonces.oldest(of: all)] = nil }
            all[id] = given
        }
        return (id, nonce)
    }

    /// Takes the act of an approval and its challenge, once, for the session that has asked.
    func takeApproval(_ id: String, by session: Session, at now: Int)
        -> (act: ApprovedAct, tenant: Int, challenge: [UInt8])?
    {
        all.withLock { all in
            guard let given = all[id], given.session == session.digest else { return nil }
            all[id] = nil
            guard Nonces.isFresh(given.madeAt, now) else { return nil }
            return (given.act, given.tenant, given.challenge)
        }
    }

    private static func isFresh(_ madeAt: Int, _ now: Int) -> Bool {
        (0..<lifetime).contains(now - madeAt)
    }

    private static func oldest(of all: [String: Given]) -> String {
        all.min { $0.value.madeAt < $1.value.madeAt }?.key ?? ""
    }
}
