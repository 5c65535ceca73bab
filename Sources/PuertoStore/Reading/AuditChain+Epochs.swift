internal import GRDB
internal import PuertoCore

extension AuditChain {
    /// Verifies that every epoch is signed, by the one before it where it says so, and began after
    /// the line that is there now. `key` is the public key that is trusted.
    mutating func checkEpochs(from key: [UInt8]?) throws {
        guard found.isChained else { return }
        guard !epochs.isEmpty else {
            if found.lines > 0 { found.add("no epoch signs the history: its records are missing") }
            return
        }
        let workspace = try String.fetchOne(db, sql: "SELECT id FROM workspace") ?? ""
        var previous: HistoryEpoch?
        for signed in epochs {
            checkSignature(signed, after: previous, workspace)
            checkHead(signed.epoch, after: previous)
            previous = signed.epoch
        }
        if let key { checkTrust(in: key) }
    }

    private mutating func checkSignature(
        _ signed: SignedEpoch, after previous: HistoryEpoch?, _ workspace: String
    ) {
        let epoch = signed.epoch
        let name = "epoch \(epoch.number)"
        switch (epoch.start, previous) {
        case (.first, .some), (.upgraded, .some):
            return found.add("\(name) says that it is the first one, and is not")
        case (.closed, .none), (.lost, .none):
            return found.add("the epochs before \(name) are missing")
        case (.closed, .some(let last)) where epoch.number != last.number + 1,
            (.lost, .some(let last)) where epoch.number != last.number + 1:
            return found.add("the epochs between \(last.number) and \(epoch.number) are missing")
        case (.first, .none), (.upgraded, .none), (.restored, _), (.closed, .some), (.lost, .some):
            break
        }
        let signer = epoch.start == .closed ? previous?.publicKey ?? [] : epoch.publicKey
        if verifier.isSigned?(signed, signer, workspace) != true {
            found.add("\(name) is not signed by the key of the epoch before it")
        }
    }

    private mutating func checkHead(_ epoch: HistoryEpoch, after previous: HistoryEpoch?) {
        let first = (previous?.size ?? 0) + 1
        guard let head = heads[epoch.size] else {
            return found.add(
                "line \(epoch.size) is missing, which epoch \(epoch.number) began after: lines were "
                    + "taken from the end")
        }
        guard head != epoch.digest else { return }
        found.add(
            epoch.size <= first
                ? "line \(epoch.size) is not the one that epoch \(epoch.number) began after"
                : "lines \(first) to \(epoch.size) are not those that epoch \(epoch.number) signs")
    }

    private mutating func checkTrust(in key: [UInt8]) {
        guard let index = found.epochs.firstIndex(where: { $0.publicKey == key }) else {
            return found.add("no epoch of this history has the key that was given")
        }
        for epoch in found.epochs[(index + 1)...] where epoch.start != .closed {
            found.add(
                "epoch \(epoch.number) began after line \(epoch.size) without the signature of the "
                    + "one before: from there on the key that was given vouches for nothing")
        }
    }
}

/// The rows of `audit_epoch`.
enum EpochRows {
    static func all(_ db: Database) throws -> [SignedEpoch] {
        try Row.fetchAll(db, sql: "SELECT * FROM audit_epoch ORDER BY number").map(epoch)
    }

    /// Returns the current epoch, or `nil` before the first.
    static func last(_ db: Database) throws -> HistoryEpoch? {
        try Row.fetchOne(db, sql: "SELECT * FROM audit_epoch ORDER BY number DESC LIMIT 1")
            .map(epoch)?.epoch
    }

    static func put(_ signed: SignedEpoch, _ db: Database) throws {
        let epoch = signed.epoch
        try db.execute(
            sql: """
                INSERT INTO audit_epoch (number, start, size, digest, at, public_key, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                epoch.number, epoch.start.rawValue, epoch.size, epoch.digest.blob, epoch.at,
                epoch.publicKey.blob, signed.signature.blob,
            ])
    }

    private static func epoch(_ row: Row) throws -> SignedEpoch {
        SignedEpoch(
            HistoryEpoch(
                number: row["number"], start: try JobRows.word(row["start"]), size: row["size"],
                digest: try row.bytes("digest"), at: row["at"],
                publicKey: try row.bytes("public_key")),
            signature: try row.bytes("signature"))
    }
}
