internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Windmill
internal import WindmillSetup

/// The steps of an instance's setup with their records: a secret is sealed before the server has
/// it, and what a server has made is recorded before anything else is deleted.
struct RecordedSetup: Sendable {
    let store: Store
    let vault: Vault
    let lease: Lease
    /// Looks for the instance again. Each step does so: its container may be another one by now.
    let look: @Sendable () async throws -> Instance
    /// Writes a line of the job's log.
    let say: @Sendable (String) -> Void
}

extension RecordedSetup {
    private var slug: Slug {
        get throws {
            guard let slug = lease.job.tenant else {
                throw PuertoError(.invalid, "job \(lease.job.id.prefix(8)) has no tenant")
                    .spanish("el trabajo \(lease.job.id.prefix(8)) no tiene cliente")
            }
            return slug
        }
    }

    /// Records a new password of the administrator as the next one, unless there is one.
    func sealAdministrator() throws {
        _ = try store.nextInstanceSecret(.administrator, lease) { place in
            try vault.sealed(GeneratedSecret.administrator(), at: place)
        }
    }

    /// Tells whether the stock login is gone from these data, which are the present ones, as the
    /// record and the instance have it. A former dump that was read into the same database has it
    /// again: then the record of it is withdrawn.
    func isSecured(_ data: InstanceData) async throws -> Bool {
        try await isSecured(data, in: try await look())
    }

    private func isSecured(_ data: InstanceData, in instance: Instance) async throws -> Bool {
        guard instance.stack.facts.isSecured(in: data) else { return false }
        let opening = try await speaking(of: slug) {
            try await instance.setup.opening(by: instance.token)
        }
        switch opening {
        case .ownSecret: return true
        case .stockPassword:
            say("the stock password opens Windmill: its data are other ones, and are secured again")
            try store.forgetSecured(lease)
            return false
        case .nothingKnown:
            // Nobody else gets in by what everybody knows, so that the stack stays open.
            say("no recorded secret opens Windmill: its administrator gets the recorded password")
            try await replace(in: instance, beforeWorkers: false)
            return true
        }
    }

    /// Gives the administrator its sealed password, before the first worker starts, and sees the
    /// stock one refused. Then it is the recorded one, and these data count as secured.
    func secure(_ data: InstanceData) async throws {
        let instance = try await look()
        guard try await !isSecured(data, in: instance) else {
            return say("the administrator's login is as recorded")
        }
        try await replace(in: instance, beforeWorkers: true)
        try store.recordSecured(data, lease)
    }

    private func replace(in instance: Instance, beforeWorkers: Bool) async throws {
        let tokens = [instance.token].compactMap { $0 }
        let outcome = try await speaking(of: slug) {
            try await instance.setup.secureAdministrator(
                keeping: tokens, beforeWorkers: beforeWorkers)
        }
        try store.promoteInstanceSecret(.administrator, lease)
        say(outcome, "the administrator's password is as recorded")
    }

    /// Brings a secured instance to its wanted state: token, settings, workspace, the client's login
    /// and its membership. Other super administrators are named in the log. Throws `invalid` at the
    /// end for a record of which no login can be made.
    func setUp() async throws {
        try await speaking(of: slug) {
            let token = try await ownToken()
            let settings = try await look().setup.applySettings(by: token)
            say(settings, "the settings are as wanted")
            let workspace = try await look().setup.makeWorkspace(by: token)
            say(workspace, "the workspace is there")
            let others = try await look().setup.otherAdministrators(by: token)
            for email in others.emails { say("another super administrator: \(email)") }
            if others.unreadable > 0 {
                say("logins that cannot be read, maybe super administrators: \(others.unreadable)")
            }
            try await makeClient(by: token)
        }
    }

    private func ownToken() async throws -> BearerToken {
        let instance = try await look()
        let (token, made) = try await instance.setup.ownToken(instance.token) { token in
            try store.recordInstanceSecret(.token, lease) { place in
                try vault.sealed(Secret(token.secret.text), at: place)
            }
        }
        say(made, "the token is as recorded")
        return token
    }

    /// Gives the client's login its next password, and sees the recorded one refused.
    func switchLogin() async throws {
        try await speaking(of: slug) {
            let token = try await ownToken()
            let instance = try await look()
            guard let login = try instance.stack.clientLogin(isRotating: true) else {
                return try instance.stack.checkLogin()
            }
            try await make(login, in: instance, by: token)
        }
    }

    /// Throws what would keep `switchLogin` from its end, before a new password is recorded.
    func checkLogin() async throws {
        let instance = try await look()
        try instance.stack.checkLogin()
        guard let login = try instance.stack.clientLogin() else { return }
        try await speaking(of: slug) {
            let token = try await ownToken()
            try await instance.setup.wanting(login.wanted).checkClient(by: token)
        }
    }

    private func make(_ login: ClientLogin, in instance: Instance, by token: BearerToken)
        async throws
    {
        let made = try await instance.setup.wanting(login.wanted)
            .makeClient(by: token, hasEnded: login.hasEnded) {
                try store.recordInstanceLogin(nil, lease)
            }
        say(made, "the client's login is as recorded")
        try store.recordInstanceLogin(login.record, lease)
    }

    private func makeClient(by token: BearerToken) async throws {
        let instance = try await look()
        guard let login = try instance.stack.clientLogin() else { return }
        try await make(login, in: instance, by: token)
        let member = try await look().setup.wanting(login.wanted).makeMember(by: token)
        say(member, "the client's membership is as wanted")
    }

    /// Has a worker run a script, and compares its answer. Returns the name of the machine that
    /// has run it; `nil` when no worker has come to it in time and the caller `isPatient`. Throws
    /// `notFound` before there is a token.
    func smoke(isPatient: Bool = false) async throws -> String? {
        let instance = try await look()
        guard let token = instance.token else {
            throw PuertoError(.notFound, "no token of the instance is recorded")
                .spanish("no está registrado ningún token de la instancia")
        }
        return try await speaking(of: slug) {
            do {
                let (name, outcome) = try await instance.setup.smoke(by: token)
                say(outcome, "the script of the smoke job is there")
                return name
            } catch SetupError.outOfTime(.smoke, .endOfJob) where isPatient {
                say("the worker has not come to the smoke job yet, which waits for its turn")
                return nil
            }
        }
    }

    private func say(_ outcome: Outcome, _ same: String) {
        switch outcome {
        case .same: say(same)
        case .changed(let text), .left(let text): say(text)
        }
    }
}
