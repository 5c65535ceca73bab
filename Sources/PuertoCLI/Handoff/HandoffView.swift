import PuertoCore
import PuertoStore

/// A handoff as it is listed.
struct HandoffView: JSONView {
    let tenant: String
    /// Seconds since 1970, UTC, as the other times.
    let issuedAt: Int
    var sealedAt: Int?
    let fingerprint: String
    var rotateBy: Day?
    let state: State
    /// When another page took its place.
    var endedAt: Int?
    /// The path of the onboarding page below `public/`.
    var onboardingPage: String?

    /// A static page cannot report that it was opened.
    let opened = "unknown"

    enum State: String {
        /// The page holds the recorded password.
        case current
        /// The password has changed since.
        case outdated
        /// Another page took its place.
        case replaced
    }
}

extension HandoffView {
    init(_ tenant: Tenant, _ handoff: Handoff, _ password: CredentialFact?) {
        self.init(
            tenant: tenant.slug.text, issuedAt: handoff.issuedAt, sealedAt: handoff.sealedAt,
            fingerprint: handoff.fingerprint, rotateBy: Day(secondsSince1970: handoff.rotateBy),
            state: password?.fingerprint == handoff.fingerprint ? .current : .outdated,
            onboardingPage: PortalPath.onboarding(tenant.onboardingToken))
    }

    init(_ tenant: Tenant, _ past: PastHandoff) {
        self.init(
            tenant: tenant.slug.text, issuedAt: past.issuedAt, fingerprint: past.fingerprint,
            state: .replaced, endedAt: past.endedAt)
    }

    /// The state for people.
    var stateText: String {
        switch state {
        case .current: "current"
        case .outdated: "out of date"
        case .replaced: "replaced" + (endedAt.map { " \(Timestamp.text($0))" } ?? "")
        }
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", tenant)
        json.add("issued_at", time: issuedAt)
        json.add("sealed_at", time: sealedAt)
        json.add("ended_at", time: endedAt)
        json.add("fingerprint", fingerprint)
        json.add("opened", opened)
        json.add("rotate_by", rotateBy?.description)
        json.add("state", state.rawValue)
        json.add("onboarding_page", onboardingPage)
        return json
    }
}
