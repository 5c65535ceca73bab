package import PuertoCore

/// The functions that verify a history. None of them needs a secret but `oldCode`.
package struct HistoryVerifier: Sendable {
    package var digest: @Sendable (AuditLine, [UInt8]) -> [UInt8]
    /// Tells whether a public key has signed an epoch of a workspace. `nil` leaves epochs out.
    package var isSigned: (@Sendable (SignedEpoch, [UInt8], String) -> Bool)?
    /// Makes the code of a line of an older version. `nil` where that version's key is gone.
    package var oldCode: (@Sendable (AuditLine, [UInt8]) -> [UInt8])?

    package init(
        digest: @escaping @Sendable (AuditLine, [UInt8]) -> [UInt8],
        isSigned: (@Sendable (SignedEpoch, [UInt8], String) -> Bool)? = nil,
        oldCode: (@Sendable (AuditLine, [UInt8]) -> [UInt8])? = nil
    ) {
        self.digest = digest
        self.isSigned = isSigned
        self.oldCode = oldCode
    }
}

/// A head of the history that was kept elsewhere.
package struct KnownHead: Hashable, Sendable {
    package let size: Int
    /// The line's digest, or its code in a head of an older version.
    package let code: [UInt8]
    /// The epoch that signed it, 0 in a head of an older version, and that epoch's public key.
    package let epoch: Int
    package let publicKey: [UInt8]?

    package init(size: Int, code: [UInt8], epoch: Int = 0, publicKey: [UInt8]? = nil) {
        self.size = size
        self.code = code
        self.epoch = epoch
        self.publicKey = publicKey
    }
}

/// The result of reading the whole history and verifying it.
package struct AuditVerification: Hashable, Sendable {
    /// The number of lines.
    package internal(set) var lines = 0
    /// The number of the newest line of the chain, 0 for none, and its digest.
    package internal(set) var size = 0
    package internal(set) var code = AuditLog.start
    /// True when the lines are chained by digests; those of an older version are not.
    package internal(set) var isChained = true
    package internal(set) var epochs: [HistoryEpoch] = []
    /// The number of the last line from before lines were signed.
    package internal(set) var oldSize = 0
    /// The faults, each with its line's number; at most `limit` of them.
    package internal(set) var faults: [String] = []

    static let limit = 20

    mutating func add(_ fault: String) {
        if faults.count < AuditVerification.limit { faults.append(fault) }
    }

    /// Epochs that began without the signature of the one before.
    package var gaps: [HistoryEpoch] {
        epochs.filter { $0.start == .restored || $0.start == .lost }
    }
}
