/// A question that only a worker can answer, since it holds the keys and sees the engine. An errand
/// changes no stack, so it needs no lease and waits for no job.
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
    /// The same error in Spanish; `nil` where only its English text was recorded.
    package let spanishError: String?

    package enum Question: Hashable, Sendable, Codable {
        /// The plan of an action: what it would do now.
        case plan(Action, JobParameters)
        /// A probe of the tenant's system, made now.
        case probe
        /// A credential, sealed to a public key of 65 bytes.
        case reveal(CredentialField, key: [UInt8])
        /// A new one-time link, sealed the same way.
        case link(LinkOffer, key: [UInt8])
        /// A new sealed onboarding page, whose address and passphrase are sealed the same way.
        case page(key: [UInt8])
    }

    package enum State: String, Sendable, Codable {
        case waiting, ready, failed
    }

    package init(
        id: String, tenant: Slug, question: Question, actor: Actor, askedAt: Int, state: State,
        error: String?, spanishError: String? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.question = question
        self.actor = actor
        self.askedAt = askedAt
        self.state = state
        self.error = error
        self.spanishError = spanishError
    }

    /// The error in a language; in English where it has no Spanish words.
    package func error(_ l: Language) -> String? { l == .es ? spanishError ?? error : error }

    /// Seconds after which an answer is deleted and an unanswered question expires.
    package static let longest = 15 * 60
    /// Seconds after which a browser has stopped waiting for a sealed page. It is not issued then:
    /// it would replace one whose passphrase somebody has.
    package static let patience = 75
}

extension Errand.Question {
    /// The browser's public key, to which the answer is sealed; `nil` for what is no
    /// secret.
    package var browserKey: [UInt8]? {
        switch self {
        case .plan, .probe: nil
        case .reveal(_, let key), .link(_, let key), .page(let key): key
        }
    }

    /// The question's lines for the history, and for the challenge of its approval.
    package var lines: [String] {
        switch self {
        case .plan(let action, _): ["action: \(action.rawValue)"]
        case .probe: ["probe: now"]
        case .reveal(let field, _): ["field: \(field.rawValue)"]
        case .link(let offer, _): offer.lines
        case .page: ["passphrase: words"]
        }
    }

    /// The word in the history, and in an approval. A probe is a plan there: its answer is a text
    /// too, and the limits on plans hold for both.
    package var kind: String {
        switch self {
        case .plan, .probe: "plan"
        case .reveal: "reveal"
        case .link: "link"
        case .page: "page"
        }
    }
}

/// A worker's answer.
package enum ErrandAnswer: Hashable, Sendable {
    /// The plan, and SHA-256 over it in hex; of a probe, its answer.
    case plan(text: String, hash: String)
    case envelope(SealedEnvelope)
    /// The reason for which there is no answer, in words for the operator.
    case failure(RecordedText)
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
