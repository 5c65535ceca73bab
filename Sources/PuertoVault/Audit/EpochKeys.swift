package import PuertoCore

/// The key file of the history, `keys/history.key`. It is in no backup: what it could sign ends
/// with each epoch. The caller holds the database's lock for everything that writes.
package struct EpochKeys: Sendable {
    private let workspace: String

    package init(in workspace: String) { self.workspace = workspace }

    /// Reads the file. One that is replaced at this moment may be read overwritten: the second look
    /// opens its successor.
    private func ring() throws -> KeyRing? {
        do { return try KeyFile.read(.history, in: workspace) } catch {
            return try KeyFile.read(.history, in: workspace)
        }
    }

    /// Tells whether the file holds the key of the epoch with this public key.
    package func fit(_ publicKey: [UInt8]) throws -> EpochKeyFit {
        guard let ring = try ring() else { return .missing }
        let isThere = try ring.keys.contains { try EpochKey($0).publicKey == publicKey }
        guard isThere else { return .other }
        return ring.keys.count == 1 ? .current : .leftovers
    }

    /// Makes the next epoch. Its key is in the file, and on the disk, when this returns; the key of
    /// the epoch that ends stays there until `forget`.
    package func next(_ basis: EpochBasis) throws -> SignedEpoch {
        let old = try ring()
        let last = try basis.previous.flatMap { previous in
            try old?.keys.first { try EpochKey($0).publicKey == previous.publicKey }
        }
        let start = start(basis, isSigned: last != nil, old)
        let named = NamedKey.random("e\(number(after: basis.previous, start, old))")
        let key = try EpochKey(named)
        try write([named] + (last.map { [$0] } ?? []), isNew: old == nil)
        let epoch = HistoryEpoch(
            number: Int(named.id.dropFirst()) ?? 1, start: start, size: basis.size,
            digest: basis.digest, at: basis.at, publicKey: key.publicKey)
        let signer = try last.map(EpochKey.init) ?? key
        return SignedEpoch(
            epoch,
            signature: try signer.sign(EpochSignature.message(of: epoch, in: basis.workspace)))
    }

    /// Deletes all keys but the one of the current epoch.
    package func forget(allBut publicKey: [UInt8]) throws {
        guard let ring = try ring() else { return }
        let rest = try ring.keys.filter { try EpochKey($0).publicKey == publicKey }
        guard !rest.isEmpty, rest.count < ring.keys.count else { return }
        try write(rest, isNew: false)
    }

    /// The key of an epoch; `nil` where the file does not have it.
    func key(_ publicKey: [UInt8]) throws -> EpochKey? {
        for named in try ring()?.keys ?? [] {
            let key = try EpochKey(named)
            if key.publicKey == publicKey { return key }
        }
        return nil
    }

    /// A history without epochs beside a key of a later one had epochs: the key of a first one may be
    /// left of a start that was killed.
    private func start(_ basis: EpochBasis, isSigned: Bool, _ ring: KeyRing?) -> HistoryEpoch.Start
    {
        if isSigned { return .closed }
        guard basis.previous == nil else { return ring == nil ? .lost : .restored }
        guard known(ring) <= 1 else { return .restored }
        return basis.hasOldLines ? .upgraded : .first
    }

    /// The highest number of an epoch that the file knows.
    private func known(_ ring: KeyRing?) -> Int {
        ring?.keys.compactMap { Int($0.id.dropFirst()) }.max() ?? 0
    }

    /// Where an older database was put back, the numbers that the file knows are not used again.
    private func number(
        after previous: HistoryEpoch?, _ start: HistoryEpoch.Start, _ ring: KeyRing?
    ) -> Int {
        let last = previous?.number ?? 0
        guard start == .restored else { return last + 1 }
        return max(last, known(ring)) + 1
    }

    private func write(_ keys: [NamedKey], isNew: Bool) throws {
        let ring = try KeyRing(.history, keys)
        if isNew { return try KeyFile.create(ring, in: workspace) }
        try KeyFile.replace(ring, in: workspace)
    }
}
