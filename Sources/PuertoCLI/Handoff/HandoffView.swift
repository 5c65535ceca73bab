import PuertoCore
import PuertoStore

/// A handoff as listings show it.
struct HandoffView: Encodable {
    let slug: String
    /// RFC 3339, UTC.
    let handedOver: String
    let sealed: String?
    let fingerprint: String
    /// A page on its own tells nobody that it was opened.
    let opened = "unknown"
    let rotateBy: String?
    let state: String
    /// Inside `public/`.
    let page: String?

    init(_ tenant: Tenant, _ handoff: Handoff, _ password: CredentialFact?) {
        slug = tenant.slug.text
        handedOver = Timestamp.text(handoff.issuedAt)
        sealed = Timestamp.text(handoff.sealedAt)
        fingerprint = handoff.fingerprint
        rotateBy = Day(secondsSince1970: handoff.rotateBy).description
        state = password?.fingerprint == handoff.fingerprint ? "current" : "out of date"
        page = PortalPath.onboarding(tenant.onboardingToken)
    }

    init(_ tenant: Tenant, _ past: PastHandoff) {
        slug = tenant.slug.text
        handedOver = Timestamp.text(past.issuedAt)
        sealed = nil
        fingerprint = past.fingerprint
        rotateBy = nil
        state = "replaced \(Timestamp.text(past.endedAt))"
        page = nil
    }
}
