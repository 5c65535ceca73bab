/// A finding of a comparison: a difference between a tenant and its record, or an object that could
/// not be looked at.
package struct Drift: Hashable, Sendable {
    package let kind: Kind
    /// The object that differs: a container, a port, a file.
    package let subject: String
    /// The difference, or the reason why nothing was looked at.
    package let found: String
    /// The command that repairs it, or that looks.
    package let mend: String
    package let verdict: Verdict

    package init(
        _ kind: Kind, subject: String, found: String, mend: String, verdict: Verdict = .differs
    ) {
        self.kind = kind
        self.subject = subject
        self.found = found
        self.mend = mend
        self.verdict = verdict
    }

    package enum Kind: String, CaseIterable, Sendable, Codable {
        case container, image, network, stackFile, secretFile, state, page, stray
    }

    /// The knowledge of a comparison about the object.
    package enum Verdict: String, CaseIterable, Sendable, Codable {
        case differs
        /// Nothing is known, so the object counts neither as fine nor as different.
        case notLookedAt = "not_looked_at"
    }
}

extension Drift {
    /// A finding that says why an object was not looked at. `mend` is the command that looks.
    package static func notLookedAt(
        _ kind: Kind, subject: String, because reason: String, mend: String
    ) -> Drift {
        Drift(kind, subject: subject, found: reason, mend: mend, verdict: .notLookedAt)
    }
}
