internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Windmill
internal import WindmillSetup

/// A client's Windmill as a job works on it: its setup, and what is recorded of it.
struct Instance: Sendable {
    let stack: Stack
    /// It wants no login of the client's, so that a record of which none can be made keeps nothing
    /// else from being done.
    let setup: InstanceSetup
    let token: BearerToken?
}

extension Stack {
    /// Makes the setup of the client's Windmill, which answers at `server`. `url` is the address that
    /// people have of it.
    func instance(
        at server: WindmillClient, database: (any TenantDatabase)?, url: String,
        settings: EngineSettings, patience: Duration, pause: Duration = .milliseconds(100)
    ) throws -> Instance {
        Instance(
            stack: self,
            setup: InstanceSetup(
                try wantedInstance(url: url, settings: settings), at: server, database: database,
                patience: patience, pause: pause),
            token: try speaking(of: slug) {
                try instanceSecret(.token).map { try BearerToken($0.text) }
            })
    }

    /// Makes the state that the client's Windmill shall have, at the address that people have of
    /// it, without the client's login. The workspace's id is the recorded one. Throws `notFound`
    /// without an administrator's password, which has to be sealed before.
    func wantedInstance(url: String, settings: EngineSettings) throws -> WantedInstance {
        let (current, next) = (
            try instanceSecret(.administrator), try instanceSecret(.administrator, isNext: true)
        )
        guard let password = next ?? current else {
            throw PuertoError(
                .notFound, "no password of the administrator of '\(slug)' is sealed"
            ).spanish("no está sellada ninguna contraseña del administrador de '\(slug)'")
        }
        return try speaking(of: slug) {
            var wanted = WantedInstance(
                administrator: try WantedAdministrator(
                    password: password, recorded: next == nil ? [] : [current].compactMap { $0 }),
                token: WantedToken(label: "puerto"),
                settings: WantedSettings(
                    baseURL: url.hasSuffix("/") ? String(url.dropLast()) : url,
                    sendsTelemetry: settings.sendsTelemetry,
                    jobRetention: settings.jobRetention * 86_400),
                workspace: WantedWorkspace(
                    id: try WorkspaceID(facts.instance.workspace ?? slug.workspaceID),
                    name: tenant.name),
                client: nil)
            if facts.credentials[.app] != nil { wanted.hidden = [try applicationPassword()] }
            if let next = try nextPassword(.app) { wanted.hidden.append(SecretText(next)) }
            return wanted
        }
    }

    fileprivate func applicationPassword() throws -> SecretText {
        SecretText(try password(.app))
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

/// The client's own login as its record wants it.
struct ClientLogin: Sendable {
    let wanted: WantedLogin
    let record: InstanceLogin
    /// True once this login was seen to work: its people's sessions stay.
    let hasEnded: Bool
}

extension Stack {
    /// Makes the client's own login: its contact's e-mail address with the password `app`. `nil`
    /// where one of both is not recorded, and while a rotation has the password in hand. With
    /// `isRotating` it has the next password, and the recorded one has to be refused; `conflict` is
    /// thrown when none is recorded. Throws `invalid`, with the way on, for an address or a
    /// password that Windmill does not take.
    func clientLogin(isRotating: Bool = false) throws -> ClientLogin? {
        let next = try nextPassword(.app)
        if isRotating, next == nil { throw noNextPassword(.app) }
        guard isRotating || next == nil, let address = tenant.contact.email,
            let stored = isRotating ? facts.next[.app] : facts.credentials[.app]
        else { return nil }
        guard let email = try? LoginEmail(address) else {
            throw PuertoError(
                .invalid,
                "Windmill takes no login \(PuertoError.quote(address)): before the @ it wants a-z, "
                    + "0-9 and . _ + -, and at most 100 characters in all",
                hint: "puerto tenant edit \(slug) --contact-email ADDRESS"
            ).spanish(
                "Windmill no admite el usuario \(PuertoError.quote(address)): antes de la @ acepta "
                    + "a-z, 0-9 y . _ + -, y en total 100 caracteres como mucho",
                hint: "puerto tenant edit \(slug) --contact-email CORREO")
        }
        let wanted = try speaking(of: slug) {
            let recorded = try applicationPassword()
            return try WantedLogin(
                email: email, name: tenant.contact.name ?? tenant.name,
                password: next.map { SecretText($0) } ?? recorded,
                former: next == nil ? [] : [recorded])
        }
        let record = InstanceLogin(email: wanted.email.text, value: stored.place)
        return ClientLogin(
            wanted: wanted, record: record,
            hasEnded: !isRotating && facts.instance.login == record)
    }
}

extension SecretText {
    fileprivate init(_ bytes: [UInt8]) { self.init(String(decoding: bytes, as: UTF8.self)) }
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
