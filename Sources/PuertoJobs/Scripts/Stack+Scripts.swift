internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault
internal import Windmill
internal import WindmillScripts

extension Stack {
    /// Throws where Puerto pushes no scripts: `unsupported` for an instance that other hands have
    /// set up, and `conflict` while it may have the stock password.
    func checkScripts() throws {
        guard !facts.instance.isLeft else {
            throw PuertoError(
                .unsupported, "the Windmill of '\(slug)' was not set up by Puerto",
                hint: "its scripts stay with those who did; wmill sync push is one way"
            ).spanish(
                "el Windmill de '\(slug)' no lo preparó Puerto",
                hint: "sus scripts los sube quien lo preparó, por ejemplo con wmill sync push")
        }
        try checkOpen()
    }

    /// The workspace and the data that scripts are pushed into. Throws `conflict` before the
    /// instance is set up.
    func scriptTarget() throws -> ScriptTarget {
        try checkScripts()
        guard let workspace = facts.instance.workspace, let data = facts.instance.secured,
            facts.instance.secrets[.token] != nil
        else { throw noWorkspace }
        return ScriptTarget(workspace: workspace, data: data)
    }

    /// The error of an instance that is not set up.
    var noWorkspace: PuertoError {
        PuertoError(
            .conflict, "the Windmill of '\(slug)' has no workspace yet",
            hint: "puerto reconcile \(slug) makes what is missing"
        ).spanish(
            "el Windmill de '\(slug)' todavía no tiene espacio de trabajo",
            hint: "puerto reconcile \(slug) crea lo que falta")
    }

    /// The client's own PostgreSQL and Redis as its scripts reach them. The folder has the same
    /// name for every client, since code has no placeholders.
    func scriptServices() throws -> ClientServices {
        var services = ClientServices(folder: try FolderName("puerto"))
        services.postgres = ClientServices.Postgres(
            host: "postgres", port: 5432, user: "postgres", database: "windmill",
            password: SecretText(String(decoding: try databasePassword(), as: UTF8.self)))
        if spec.service(.redis) != nil {
            services.redis = ClientServices.Redis(
                host: "redis", port: 6379,
                password: SecretText(String(decoding: try password(.redis), as: UTF8.self)))
        }
        return services
    }

    /// The key of the digests of what is pushed to this client.
    func scriptDigests() throws -> DigestKey {
        try DigestKey(vault.digestKey(of: String(facts.id)).reveal())
    }
}

extension PushedState {
    /// Takes what was recorded, unless it was pushed into another workspace or into other data.
    init(_ facts: ScriptFacts, for target: ScriptTarget) {
        self.init()
        guard facts.target == target else { return }
        for item in facts.items {
            guard let kind = ItemKind(rawValue: item.kind) else { continue }
            items[ItemKey(kind, item.name)] = Pushed(sent: item.sent, mark: item.mark)
        }
    }
}
