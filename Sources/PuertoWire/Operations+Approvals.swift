package import PuertoCore

/// An act that a passkey approves.
package enum ApprovedAct: Hashable, Sendable, Codable {
    /// Shows a credential, or makes a one-time link or a sealed page; a plan needs no approval.
    case secret(Slug, Errand.Question)
    case action(Act)
}

/// Asks for the nonce of an approval, and for what its challenge is made of. Owners may.
package struct BeginApproval: Operation {
    package static let name = OperationName.approval

    package struct Answer: Codable, Sendable {
        /// 32 lower-case hex digits.
        package let id: String
        /// 32 bytes, good once within two minutes.
        package let nonce: [UInt8]
        package let workspace: String
        package let operatorRow: Int
        package let `operator`: Slug
        package let tenantRow: Int
        package let tenant: Slug
        /// `reveal`, `link`, `page`, or the action's name.
        package let act: String
        /// `name: value` lines; empty for an act without parameters.
        package let parameters: String
        /// The hash of the plan that was shown; empty for an act without a plan.
        package let plan: String
        package let relyingParty: String
        /// The credential ids of the operator's passkeys for this portal.
        package let credentials: [[UInt8]]
        package let expiresAt: Int

        package init(
            id: String, nonce: [UInt8], workspace: String, operatorRow: Int, operator: Slug,
            tenantRow: Int, tenant: Slug, act: String, parameters: String, plan: String,
            relyingParty: String, credentials: [[UInt8]], expiresAt: Int
        ) {
            self.id = id
            self.nonce = nonce
            self.workspace = workspace
            self.operatorRow = operatorRow
            self.operator = `operator`
            self.tenantRow = tenantRow
            self.tenant = tenant
            self.act = act
            self.parameters = parameters
            self.plan = plan
            self.relyingParty = relyingParty
            self.credentials = credentials
            self.expiresAt = expiresAt
        }
    }

    package let act: ApprovedAct

    package init(_ act: ApprovedAct) { self.act = act }
}

/// The parts of an authenticator's signature (Web Authentication, 5.2.2 and 7.2).
package struct SignedAssertion: Hashable, Sendable, Codable {
    package let credential: [UInt8]
    package let clientData: [UInt8]
    package let authenticatorData: [UInt8]
    package let signature: [UInt8]

    package init(
        credential: [UInt8], clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8]
    ) {
        self.credential = credential
        self.clientData = clientData
        self.authenticatorData = authenticatorData
        self.signature = signature
    }
}

/// Does what was asked for with `BeginApproval`, once its challenge is signed. The session that has
/// asked may.
package struct Approve: Operation {
    package static let name = OperationName.approve

    package enum Answer: Codable, Sendable {
        case queued(Job)
        case asked(Errand)
    }

    package let id: String
    package let assertion: SignedAssertion

    package init(_ id: String, _ assertion: SignedAssertion) {
        self.id = id
        self.assertion = assertion
    }
}

/// Asks for the operator's own approvals, newest first, 20 at most. Any session may.
package struct GetApprovals: Operation {
    package static let name = OperationName.approvals

    package struct Answer: Codable, Sendable {
        package let approvals: [Approval]

        package init(_ approvals: [Approval]) { self.approvals = approvals }
    }

    package init() {}
}

/// Asks for the challenge of a login with a passkey. Everybody may.
package struct BeginPasskeyLogin: Operation {
    package static let name = OperationName.passkeyChallenge

    package struct Answer: Codable, Sendable {
        package let id: String
        /// 32 bytes, good once within two minutes.
        package let challenge: [UInt8]

        package init(id: String, challenge: [UInt8]) {
            self.id = id
            self.challenge = challenge
        }
    }

    package init() {}
}

/// Begins a session in place of that of the request's cookie, with a signed challenge. Everybody
/// may.
package struct LogInWithPasskey: Operation {
    package static let name = OperationName.passkeyLogIn
    package typealias Answer = FoundSession

    package let id: String
    package let assertion: SignedAssertion
    package let network: Network
    /// The cookie of the new session, 43 letters.
    package let cookie: String

    package init(_ id: String, _ assertion: SignedAssertion, network: Network, cookie: String) {
        self.id = id
        self.assertion = assertion
        self.network = network
        self.cookie = cookie
    }
}

/// Asks for whom a registration is that the command line waits for. Everybody may who has its id.
package struct GetPasskeyOffer: Operation {
    package static let name = OperationName.passkeyOffer

    package struct Answer: Codable, Sendable {
        package let `operator`: Slug
        package let operatorRow: Int
        package let relyingParty: String
        /// The credential ids that this operator has already.
        package let known: [[UInt8]]
        package let expiresAt: Int

        package init(
            operator: Slug, operatorRow: Int, relyingParty: String, known: [[UInt8]],
            expiresAt: Int
        ) {
            self.operator = `operator`
            self.operatorRow = operatorRow
            self.relyingParty = relyingParty
            self.known = known
            self.expiresAt = expiresAt
        }
    }

    package let id: String

    package init(_ id: String) { self.id = id }
}

/// Offers a passkey that a browser has made; the operator takes or refuses it at the terminal.
/// Everybody may who has the secret of the registration.
package struct OfferPasskey: Operation {
    package static let name = OperationName.passkeyOffered
    package typealias Answer = Done

    package let id: String
    package let clientData: [UInt8]
    /// The attestation object (Web Authentication, 6.5).
    package let attestation: [UInt8]
    /// The code over the passkey, 32 bytes, which takes the secret of the registration.
    package let code: [UInt8]

    package init(_ id: String, clientData: [UInt8], attestation: [UInt8], code: [UInt8]) {
        self.id = id
        self.clientData = clientData
        self.attestation = attestation
        self.code = code
    }
}
