internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Windmill
internal import WindmillScripts

/// The scripts of one client, with its Windmill and the record of the last push.
struct ClientScripts: Sendable {
    let slug: Slug
    let files: ScriptFiles
    /// The items as they are pushed: filled, and with the client's services.
    let layout: Layout
    let target: ScriptTarget
    let workspace: WorkspaceID
    let facts: ScriptFacts
    let state: PushedState
    let digests: DigestKey
    let client: WindmillClient
}

extension JobWorld {
    /// Reads a client's scripts from its files and its record, and finds its Windmill. Throws `io`
    /// while that does not answer.
    func scripts(of stack: Stack, in containers: OwnContainers) async throws -> ClientScripts {
        _ = try stack.scriptTarget()
        let server: WindmillClient
        do throws(ServicePeer.Missing) { server = try await stack.windmill(containers) } catch {
            throw ScriptTrouble.silent(error.reason)
        }
        return try scripts(of: stack, at: server)
    }

    /// The same for a Windmill that was found.
    func scripts(of stack: Stack, at server: WindmillClient) throws -> ClientScripts {
        let target = try stack.scriptTarget()
        let files = try scriptFiles(of: stack.slug)
        let layout = try layout(files, of: stack)
        let facts = try store.scripts(of: stack.facts.id)
        let token = try speaking(of: stack.slug) {
            try stack.instanceSecret(.token).map { try BearerToken($0.text) }
        }
        let workspace = try speaking(of: stack.slug) { try WorkspaceID(target.workspace) }
        guard let token else { throw stack.noWorkspace }
        return ClientScripts(
            slug: stack.slug, files: files, layout: layout, target: target, workspace: workspace,
            facts: facts, state: PushedState(facts, for: target),
            digests: try stack.scriptDigests(), client: server.authorized(by: token))
    }

    /// The items of a client's files with its values filled in, and those of its services.
    func layout(_ files: ScriptFiles, of stack: Stack) throws -> Layout {
        do {
            var layout = try files.layout.filled(with: scriptValues(of: stack.tenant))
            try layout.add(try stack.scriptServices().items)
            return layout
        } catch let errors as PuertoErrors {
            throw errors.all.first.map { $0 as any Error } ?? errors
        }
    }
}

extension ClientScripts {
    /// The script of the smoke job, which the setup of an instance makes.
    private static let own: Set<ItemKey> = [ItemKey(.script, "f/puerto/smoke")]

    /// Compares the files with the server and with the last push. Sends no write.
    func plan() async throws -> ScriptPlan {
        try await ScriptTrouble.speaking {
            try await layout.plan(
                for: workspace, client, state, digests, others: ClientScripts.own)
        }
    }
}

/// Makes errors of Puerto's from what Windmill says to a look at scripts.
enum ScriptTrouble {
    static func silent(_ reason: String) -> PuertoError {
        PuertoError(
            .io, "Windmill does not answer: \(reason)"
        ).spanish("Windmill no responde: \(FindingText.words(reason, .es))")
    }

    /// Runs a part of the work; its errors become those of Puerto.
    static func speaking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as WindmillError {
            throw PuertoError(
                .io, "Windmill refuses to show its scripts: \(error)",
                hint: "the same command again goes on; if it stays so, puerto reconcile SLUG"
            ).spanish(
                "Windmill no deja ver sus scripts: \(error)",
                hint: "la misma orden otra vez sigue; si no cambia, puerto reconcile CLIENTE")
        } catch is InvalidValue {
            throw PuertoError(.unsupported, "a name in Windmill cannot be read")
                .spanish("no se puede leer un nombre en Windmill")
        }
    }
}
