package import PuertoCore

/// Asks the worker for the plan of an action. Owners may.
package struct AskPlan: Operation {
    package static let name = OperationName.plan

    package struct Answer: Codable, Sendable {
        package let errand: Errand

        package init(_ errand: Errand) { self.errand = errand }
    }

    package let action: Action
    package let slug: Slug
    /// Only reason, field and images; everything else is refused.
    package let parameters: JobParameters

    package init(_ action: Action, _ slug: Slug, _ parameters: JobParameters) {
        self.action = action
        self.slug = slug
        self.parameters = parameters
    }
}

/// Asks the worker to probe a tenant now. Owners may.
package struct AskProbe: Operation {
    package static let name = OperationName.probe
    package typealias Answer = AskPlan.Answer

    package let slug: Slug

    package init(_ slug: Slug) { self.slug = slug }
}

/// Asks for an errand of this operator, and its plan when it is answered. Any session may.
package struct GetErrand: Operation {
    package static let name = OperationName.errand

    package struct Answer: Codable, Sendable {
        package let errand: Errand
        package let plan: Plan?

        package init(_ errand: Errand, _ plan: Plan?) {
            self.errand = errand
            self.plan = plan
        }
    }

    package struct Plan: Codable, Sendable {
        package let text: String
        package let hash: String

        package init(text: String, hash: String) {
            self.text = text
            self.hash = hash
        }
    }

    package let id: String

    package init(_ id: String) { self.id = id }
}

/// Takes the envelope of an errand, once, for the session that has asked. Owners may.
package struct TakeEnvelope: Operation {
    package static let name = OperationName.envelope

    package struct Answer: Codable, Sendable {
        package let errand: Errand
        /// `nil` until the worker has answered.
        package let envelope: SealedEnvelope?

        package init(_ errand: Errand, _ envelope: SealedEnvelope?) {
            self.errand = errand
            self.envelope = envelope
        }
    }

    package let id: String

    package init(_ id: String) { self.id = id }
}

/// Asks for the receipts of a client's links. Any session may.
package struct GetLinks: Operation {
    package static let name = OperationName.links

    package struct Answer: Codable, Sendable {
        package let receipts: [LinkReceipt]

        package init(_ receipts: [LinkReceipt]) { self.receipts = receipts }
    }

    package let slug: Slug

    package init(of slug: Slug) { self.slug = slug }
}

/// Revokes a link by its receipt. Owners may.
package struct RevokeLink: Operation {
    package static let name = OperationName.revoke

    package struct Answer: Codable, Sendable {
        package let receipt: LinkReceipt

        package init(_ receipt: LinkReceipt) { self.receipt = receipt }
    }

    package let receipt: String

    package init(_ receipt: String) { self.receipt = receipt }
}

/// Opens a one-time link. Everybody may who has its id and token.
package struct ClaimLink: Operation {
    package static let name = OperationName.claim

    package struct Answer: Codable, Sendable {
        /// `nil` for a link that is unknown, used, expired or revoked, and for a wrong token.
        package let sealed: Sealed?

        package init(_ sealed: Sealed?) { self.sealed = sealed }
    }

    package struct Sealed: Codable, Sendable {
        package let nonce: [UInt8]
        package let ciphertext: [UInt8]

        package init(nonce: [UInt8], ciphertext: [UInt8]) {
            self.nonce = nonce
            self.ciphertext = ciphertext
        }
    }

    /// 16 bytes.
    package let id: [UInt8]
    /// 32 bytes.
    package let token: [UInt8]
    package let network: Network

    package init(id: [UInt8], token: [UInt8], network: Network) {
        self.id = id
        self.token = token
        self.network = network
    }
}

/// A program's signed request (Standard Webhooks 1.0.0), as it was received. Everybody may send
/// one; the broker verifies the signature.
package struct Call: Operation {
    package static let name = OperationName.call

    package enum Answer: Codable, Sendable {
        case queued(Job)
        /// The same request was taken before.
        case duplicate
        /// The signature, its time or its id is wrong, or the secret is for another client.
        case unsigned
    }

    /// The header `webhook-id`, and the other two likewise.
    package let id: String
    package let timestamp: String
    package let signature: String
    /// The body's bytes in base64url, at most 65,536 of them.
    package let body: String

    package init(id: String, timestamp: String, signature: String, body: String) {
        self.id = id
        self.timestamp = timestamp
        self.signature = signature
        self.body = body
    }
}
