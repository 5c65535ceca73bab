import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// The records for a verb that looks: nothing in the workspace is changed, and SQLite refuses
    /// every write.
    func readingStore() throws -> Store {
        try Store.openForReading(database, ports: configuration.ports)
    }

    /// The records for a verb that changes them. Opening them already writes: hosts, plans, the
    /// hook's settings and the sealed pages are brought up to `puerto.yaml` first.
    ///
    /// Waits 30 s for another program's transaction, and longer while `isPatient` says so.
    func writingStore(
        isPatient: @escaping @Sendable (Double) -> Bool = { _ in false }
    ) throws -> Store {
        // A hundred verbs that start together take turns.
        var options = Store.Options()
        options.patience = 30
        options.isPatient = isPatient
        return try upToDate(Store.open(database, ports: configuration.ports, options: options))
    }

    /// A copy of the records in memory, with the hosts and plans of `puerto.yaml`: what
    /// `writingStore` would give, for a verb that looks. What is written to it ends with it.
    func previewStore() throws -> Store {
        let records = try readingStore()
        var options = options(try keys(for: records))
        // What is written to the copy is signed by nothing.
        options.keeper?.epochs = nil
        let copy = try records.copyInMemory(configuration.ports, options)
        try copy.keepHistory(by: Workspace.actor)
        try apply(to: copy)
        return copy
    }

    /// The same connection with the keys in `keys/`, brought up to `puerto.yaml`.
    func upToDate(_ store: Store) throws -> Store {
        let store = store.following(configuration.ports, options(try keys(adoptedBy: store)))
        // Before any other line is written.
        try keepHistory(of: store)
        try apply(to: store)
        try locatingErrors { try store.setWeb(web, by: Workspace.actor) }
        try recordPortsInUse(in: store)
        try raiseNumbers(in: store)
        try refreshHandoffs(in: store)
        return store
    }

    /// Throws when the configuration does not fit the records; changes nothing.
    func checkFit(of store: Store) throws {
        // SQLite refuses even a trial that is rolled back.
        let copy = try store.copyInMemory(configuration.ports, Store.Options())
        try locatingErrors { try copy.checkFit(of: configuration) }
    }

    /// Throws `conflict` if a tenant's application has the portal's host name. Before the first
    /// import there is no tenant.
    func checkPortalName() throws {
        guard let web = configuration.web, FileManager.default.fileExists(atPath: database) else {
            return
        }
        try locatingErrors {
            try readingStore().checkPortalName(web, configuration.url)
        }
    }

    /// Makes the advice about operators' passkeys.
    func passkeyAdvice(_ store: Store) throws -> PasskeyAdvice {
        PasskeyAdvice(
            relyingParty: configuration.web?.hostName.text, operators: try store.operators(),
            passkeys: try store.passkeys())
    }

    /// The advice where the hook sees every caller at a proxy's address: the portal has TLS,
    /// which ends in a proxy, and all logins come from this machine.
    func addressAdvice(_ store: Store) throws -> [String] {
        guard let web = configuration.web, web.isSecure, web.proxies.isEmpty,
            try store.hasLocalLoginsOnly()
        else { return [] }
        return [
            Spoken.say(
                "todos los inicios de sesión vienen de esta máquina, como detrás de un proxy: diez "
                    + "contraseñas equivocadas de cualquiera dejan fuera a todos (proxies: [127.0.0.1] "
                    + "en web, en puerto.yaml, o --proxy 127.0.0.1 en puerto config)",
                "every login comes from an address of this machine, as behind a proxy: ten wrong "
                    + "passwords by anybody keep everybody out (proxies: [127.0.0.1] under web in "
                    + "puerto.yaml, or --proxy 127.0.0.1 for puerto config)")
        ]
    }

    /// Seals the pages again whose address or user name has changed.
    func refreshHandoffs(in store: Store) throws {
        _ = try store.refreshHandoffs(by: Workspace.actor) {
            Failure.note(
                Spoken.say(
                    "se sella de nuevo la página de bienvenida de '\($0)'",
                    "sealing the onboarding page of '\($0)' again"))
        }
    }

    /// The hook's settings; `nil` where `puerto.yaml` has no `web`.
    var web: HookSettings? {
        configuration.web.map { settings in
            let assets = WebAssets(configuration.agency)
            return HookSettings(
                settings: settings, agency: configuration.agency.name,
                language: configuration.agency.language,
                languages: configuration.agency.languages, style: assets.style, icon: assets.icon,
                scripts: HookScripts(login: assets.login, register: assets.register),
                url: configuration.url.template, ports: configuration.ports,
                subnets: configuration.engine.subnets, passkeys: configuration.passkeys,
                security: configuration.agency.security)
        }
    }
}

extension Workspace {
    private func apply(to store: Store) throws {
        try locatingErrors { _ = try store.apply(configuration, by: Workspace.actor) }
    }

    /// Runs a step; its error names `puerto.yaml` as the place.
    private func locatingErrors(_ step: () throws -> Void) throws {
        do { try step() } catch let error as PuertoError {
            throw error.at(path("puerto.yaml"))
        }
    }
}
