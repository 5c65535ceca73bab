/// A stretch of the history with a signing key of its own. Its record signs all lines before it.
package struct HistoryEpoch: Hashable, Sendable {
    /// Counted from 1. A number is left out only before an epoch that begins without a signature.
    package let number: Int
    package let start: Start
    /// The number of the newest line when the epoch began, 0 for none.
    package let size: Int
    /// The digest of that line, 32 bytes; zeros for none.
    package let digest: [UInt8]
    /// Seconds since 1970, UTC.
    package let at: Int
    /// The Ed25519 key that signs this epoch's heads and the next epoch, 32 bytes.
    package let publicKey: [UInt8]

    /// The way in which an epoch began. All but `closed` are signed by the new key itself.
    package enum Start: String, CaseIterable, Sendable {
        /// With a new database.
        case first
        /// With the lines of a version that did not sign.
        case upgraded
        /// Signed by the key of the epoch before.
        case closed
        /// The key file was of another epoch: an older database or key file was put back.
        case restored
        /// The key file was missing.
        case lost
    }

    package init(
        number: Int, start: Start, size: Int, digest: [UInt8], at: Int, publicKey: [UInt8]
    ) {
        self.number = number
        self.start = start
        self.size = size
        self.digest = digest
        self.at = at
        self.publicKey = publicKey
    }

    /// Seconds after which an epoch is closed, if it has a line.
    package static let longest = 86_400
    /// Lines after which an epoch is closed.
    package static let mostLines = 1_000
}

/// An epoch with its signature, 64 bytes.
package struct SignedEpoch: Hashable, Sendable {
    package let epoch: HistoryEpoch
    package let signature: [UInt8]

    package init(_ epoch: HistoryEpoch, signature: [UInt8]) {
        self.epoch = epoch
        self.signature = signature
    }
}

/// The state of the history from which a new epoch begins.
package struct EpochBasis: Sendable {
    /// The id of the workspace, which signatures are bound to.
    package let workspace: String
    /// The epoch that ends; `nil` for none.
    package let previous: HistoryEpoch?
    /// True when the history has lines of a version that did not sign.
    package let hasOldLines: Bool
    package let size: Int
    package let digest: [UInt8]
    package let at: Int

    package init(
        workspace: String, previous: HistoryEpoch?, hasOldLines: Bool, size: Int, digest: [UInt8],
        at: Int
    ) {
        self.workspace = workspace
        self.previous = previous
        self.hasOldLines = hasOldLines
        self.size = size
        self.digest = digest
        self.at = at
    }
}

/// The relation of a key file to the key of an epoch.
package enum EpochKeyFit: Hashable, Sendable {
    /// That key and no other.
    case current
    /// That key, and others that are to be deleted.
    case leftovers
    /// Only keys of other epochs.
    case other
    /// There is no key file.
    case missing
}
