/// A question that only a worker can answer, since it holds the keys and sees the engine. An errand
/// changes nothing, so it needs no lease and waits for no job.
package struct Errand: Hashable, Sendable, Codable {
    /// 128 random bits in lower-case hex.
    package let id: String
    package let tenant: Slug
    package let question: Question
    /// The operator who asked.
    package let actor: Actor
    /// Seconds since 1970, UTC.
    package let askedAt: Int
    package let state: State
    package let error: String?

    package enum Question: Hashable, Sendable, Codable {
        /// The plan of an action: what it would do now.
        case plan(Action, JobParameters)
        /// A credential, sealed to a public key of 65 bytes.
        case reveal(CredentialField, key: [UInt8])
        /// A new one-time link, sealed the same way.
        case link(LinkOffer, key: [UInt8])
    }

    package enum State: String, Sendable, Codable {
        case waiting, ready, failed
    }

    package init(
        id: String, tenant: Slug, question: Question, actor: Actor, askedAt: Int, state: State,
        error: String?
    ) {
        self.id = id
        self.tenant = tenant
        self.question = question
        self.actor = actor
        self.askedAt = askedAt
        self.state = state
        self.error = error
    }

    /// Seconds after which an answer is deleted and an unanswered question expires.
    package static let longest = 15 * 60
}

extension Errand.Question {
    /// The browser's public key, to which the answer is sealed; `nil` for a plan.
    package var browserKey: [UInt8]? {
        switch self {
        case .plan: nil
        case .reveal(_, let key), .link(_, let key): key
        }
    }

    /// The question's lines for the history, and for the challenge of its approval.
    package var lines: [String] {
        switch self {
        case .plan(let action, _): ["action: \(action.rawValue)"]
        case .reveal(let field, _): ["field: \(field.rawValue)"]
        case .link(let offer, _): offer.lines
        }
    }

    package var kind: String {
        switch self {
        case .plan: "plan"
        case .reveal: "reveal"
        case .link: "link"
        }
    }
}

/// A worker's answer.
package enum ErrandAnswer: Hashable, Sendable {
    /// The plan, and SHA-256 over it in hex.
    case plan(text: String, hash: String)
    case envelope(SealedEnvelope)
    /// The reason for which there is no answer, in words for the operator.
    case failure(String)
}

/// A secret sealed to a browser's key (P-256 ECDH, HKDF-SHA256, AES-256-GCM).
package struct SealedEnvelope: Hashable, Sendable, Codable {
    /// The sender's public key, 65 bytes.
    package let key: [UInt8]
    /// 12 bytes.
    package let nonce: [UInt8]
    package let ciphertext: [UInt8]

    package init(key: [UInt8], nonce: [UInt8], ciphertext: [UInt8]) {
        self.key = key
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}
