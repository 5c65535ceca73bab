internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Windmill
internal import WindmillSetup

/// A client's Windmill as a job works on it: its setup, and what is recorded of it.
struct Instance: Sendable {
    let setup: InstanceSetup
    let token: BearerToken?
    /// The client's login to be recorded; `nil` where none is wanted.
    let login: InstanceLogin?
    /// True once that login was seen to work: its people's sessions stay.
    let hasLogin: Bool
}

extension Stack {
    /// Makes the setup of the client's Windmill, which answers at `server`. `url` is the address that
    /// people have of it.
    func instance(
        at server: WindmillClient, database: (any TenantDatabase)?, url: String,
        patience: Duration, pause: Duration = .milliseconds(100)
    ) throws -> Instance {
        let wanted = try wantedInstance(url: url)
        var login: InstanceLogin?
        if let client = wanted.client, let stored = facts.credentials[.app] {
            login = InstanceLogin(email: client.email.text, value: stored.place)
        }
        return Instance(
            setup: InstanceSetup(
                wanted, at: server, database: database, patience: patience, pause: pause),
            token: try instanceSecret(.token).map { try BearerToken($0.text) },
            login: login, hasLogin: login != nil && login == facts.instance.login)
    }

    /// Makes the state that the client's Windmill shall have, at the address that people have of
    /// it. The workspace's id is the recorded one. Throws `notFound` without an administrator's
    /// password, which has to be sealed before.
    func wantedInstance(url: String) throws -> WantedInstance {
        let (current, next) = (
            try instanceSecret(.administrator), try instanceSecret(.administrator, isNext: true)
        )
        guard let password = next ?? current else {
            throw PuertoError(
                .notFound, "no password of the administrator of '\(slug)' is sealed"
            ).spanish("no está sellada ninguna contraseña del administrador de '\(slug)'")
        }
        return try speaking(of: slug) {
            WantedInstance(
                administrator: try WantedAdministrator(
                    password: password, recorded: next == nil ? [] : [current].compactMap { $0 }),
                token: WantedToken(label: "puerto"),
                settings: WantedSettings(
                    baseURL: url.hasSuffix("/") ? String(url.dropLast()) : url,
                    sendsTelemetry: false, jobRetention: 30 * 86_400),
                workspace: WantedWorkspace(
                    id: try WorkspaceID(facts.instance.workspace ?? slug.workspaceID),
                    name: tenant.name),
                client: try wantedLogin())
        }
    }

    /// The client's own login: its contact's e-mail address with the password `app`. `nil` where
    /// one of both is not recorded.
    private func wantedLogin() throws -> WantedLogin? {
        guard let email = tenant.contact.email, facts.credentials[.app] != nil else { return nil }
        return try WantedLogin(
            email: LoginEmail(email), name: tenant.contact.name ?? tenant.name,
            password: SecretText(String(decoding: password(.app), as: UTF8.self)))
    }

    /// Opens a secret of Puerto's own in the instance. Returns `nil` when none is recorded.
    func instanceSecret(_ field: InstanceSecret, isNext: Bool = false) throws -> SecretText? {
        let facts = isNext ? facts.instance.next : facts.instance.secrets
        return try facts[field].map {
            SecretText(
                String(decoding: try vault.open($0.sealed, at: $0.place).reveal(), as: UTF8.self))
        }
    }
}

extension Slug {
    /// The id of a new workspace. Windmill's ids have 50 characters at most, and some are its own:
    /// instead of these it is the beginning and a digest.
    var workspaceID: String {
        let reserved = ["admins", "demo", "global", "starter"]
        guard text.utf8.count > 50 || reserved.contains(text) else { return text }
        let digest = Digest.sha256(Array(text.utf8)).prefix(8)
        let start = text.prefix(41)
        return "\(start.last == "-" ? start.dropLast() : start)-\(digest)"
    }
}
