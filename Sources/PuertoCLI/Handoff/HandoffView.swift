import PuertoCore
import PuertoStore

/// A handoff as it is listed: an onboarding page, or a one-time link.
struct HandoffView: JSONView {
    let tenant: String
    let way: Way
    /// Seconds since 1970, UTC, as the other times.
    let issuedAt: Int
    var sealedAt: Int?
    /// The fingerprint of the password in a page; `nil` for a link.
    var fingerprint: String?
    /// The id of a link's receipt.
    var receipt: String?
    var rotateBy: Day?
    let state: State
    /// The time at which it was replaced, withdrawn or revoked.
    var endedAt: Int?
    /// The text of the actor who did that; `nil` where it was not recorded.
    var endedBy: String?
    /// The path of the onboarding page below `public/`.
    var onboardingPage: String?

    /// The time at which a link was read last. A static page cannot report that it was opened.
    var readAt: Int?

    enum Way: String {
        case page, link

        func word(_ l: Language) -> String {
            switch self {
            case .page: l("página", "page")
            case .link: l("enlace", "link")
            }
        }
    }

    enum State: String {
        /// The page holds the recorded password.
        case current
        /// The password has changed since.
        case outdated
        /// Another page took its place.
        case replaced
        /// It was taken out of the portal.
        case withdrawn
        /// A link's states.
        case open, read, expired, revoked
    }
}

extension HandoffView {
    init(_ tenant: Tenant, _ handoff: Handoff, _ password: CredentialFact?) {
        self.init(
            tenant: tenant.slug.text, way: .page, issuedAt: handoff.issuedAt,
            sealedAt: handoff.sealedAt,
            fingerprint: handoff.fingerprint, rotateBy: Day(secondsSince1970: handoff.rotateBy),
            state: password?.fingerprint == handoff.fingerprint ? .current : .outdated,
            onboardingPage: PortalPath.onboarding(tenant.onboardingToken))
    }

    init(_ tenant: Slug, _ past: PastHandoff) {
        self.init(
            tenant: tenant.text, way: .page, issuedAt: past.issuedAt,
            fingerprint: past.fingerprint, state: State(past.ending), endedAt: past.endedAt,
            endedBy: past.endedBy)
    }

    init(_ link: LinkReceipt) {
        self.init(
            tenant: link.tenant.text, way: .link, issuedAt: link.createdAt, receipt: link.id,
            state: State(link.state), endedAt: link.revokedAt, endedBy: link.revokedBy,
            readAt: link.readAt)
    }

    /// The state for people, with the time and the author of an end.
    func stateText(_ l: Language) -> String {
        let time = endedAt.map { " \(Timestamp.text($0))" } ?? ""
        return state.word(l) + time + (endedBy.map { l(" por \($0)", " by \($0)") } ?? "")
    }

    /// A page's fingerprint, or the beginning of a link's receipt.
    var name: String { fingerprint ?? receipt.map { String($0.prefix(8)) } ?? "–" }

    func openedText(_ l: Language) -> String {
        way == .page ? l("no se sabe", "unknown") : readAt.map(Timestamp.text) ?? "no"
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", tenant)
        json.add("way", way.rawValue)
        json.add("issued_at", time: issuedAt)
        json.add("sealed_at", time: sealedAt)
        json.add("ended_at", time: endedAt)
        json.add("ended_by", endedBy)
        json.add("fingerprint", fingerprint)
        json.add("receipt", receipt)
        if way == .page { json.add("opened", "unknown") }
        json.add("read_at", time: readAt)
        json.add("rotate_by", rotateBy?.description)
        json.add("state", state.rawValue)
        json.add("onboarding_page", onboardingPage)
        return json
    }
}

extension HandoffView.State {
    func word(_ l: Language) -> String {
        switch self {
        case .current: l("vigente", "current")
        case .outdated: l("anticuada", "out of date")
        case .replaced: l("sustituida", "replaced")
        case .withdrawn: l("retirada", "withdrawn")
        case .open: l("sin leer", "unread")
        case .read: l("leído", "read")
        case .expired: l("caducado", "expired")
        case .revoked: l("retirado", "revoked")
        }
    }

    init(_ ending: PastHandoff.Ending?) {
        switch ending {
        case .withdrawn: self = .withdrawn
        // A page that ended before the kind of end was recorded counts as replaced.
        case .replaced, nil: self = .replaced
        }
    }

    init(_ state: LinkReceipt.State) {
        switch state {
        case .open: self = .open
        case .read: self = .read
        case .expired: self = .expired
        case .revoked: self = .revoked
        }
    }
}
