internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Windmill
internal import WindmillSetup

extension StepContext {
    /// The records of this job's setup.
    var recordedSetup: RecordedSetup {
        RecordedSetup(
            store: world.store, vault: world.vault, lease: lease, look: { try await instance() },
            say: { say($0) })
    }

    /// Makes the setup of the client's Windmill, which has to listen. The administrator's password
    /// is sealed before, when there is none. Throws `io` while Windmill does not listen.
    func instance() async throws -> Instance {
        _ = try world.store.instanceWorkspace(try await stack().slug.workspaceID, lease)
        if try await stack().facts.instance.secrets[.administrator] == nil {
            try recordedSetup.sealAdministrator()
        }
        let stack = try await stack()
        let containers = try await containers(stack)
        let server: WindmillClient
        do throws(ServicePeer.Missing) {
            server = try await stack.windmill(containers)
        } catch {
            throw PuertoError(.io, "Windmill does not answer: \(error.reason)")
                .spanish("Windmill no responde: \(FindingText.words(error.reason, .es))")
        }
        return try stack.instance(
            at: server, database: stack.database(containers), url: world.url(stack.tenant),
            settings: world.settings, patience: .seconds(world.settings.patience))
    }
}
