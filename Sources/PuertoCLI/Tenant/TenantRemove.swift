import ArgumentParser
import Foundation
import PuertoCore
import PuertoEngine
import PuertoStore

/// `puerto tenant remove SLUG…`.
struct TenantRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove the records of clients that never ran.",
        discussion: """
            Its slot is free at once if it has always been a draft. Its generated passwords and \
            the logs of its ended jobs are gone; the history keeps its lines. A client that ran \
            is archived instead: puerto archive SLUG. So is one with containers, networks or \
            volumes in the engine. Given passwords, hook secrets that are valid, and a folder in \
            stacks/ have to go first. A selection takes drafts. Asks once on a terminal, and removes \
            all of several clients or none.
            """)

    @OptionGroup var choice: RecordChoice
    @OptionGroup var options: WorkspaceOptions

    func validate() throws { try choice.check() }

    func run() async throws {
        let workspace = try options.open()
        let reading = try workspace.readingStore()
        let slugs = try choice.clients(
            reading, leaving: ("no es un borrador", "it is no draft")
        ) { $0.status == .draft }.map(\.slug)
        var plan: [String] = []
        for slug in slugs {
            let removal = try reading.checkRemovable(slug)
            try workspace.checkFolders(of: slug, removal)
            try await workspace.checkEngine(of: slug, removal, reading)
            plan.append(question(slug, removal))
        }
        try confirm(plan)
        let store = try workspace.writingStore()
        try store.removeTenants(slugs, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            slugs.map { Spoken.say("quitado: \($0)\n", "removed: \($0)\n") }.joined())
        workspace.followPages(store)
    }

    /// Asks also for one client: what is removed does not come back.
    private func confirm(_ plan: [String]) throws {
        let count = Clients.counted(plan.count)
        guard choice.isOne else {
            return try choice.confirm(plan, Spoken.say("quitar \(count)", "remove \(count)"))
        }
        if !choice.yes { try Confirmation.ask(plan[0]) }
    }

    private func question(_ slug: Slug, _ removal: TenantRemoval) -> String {
        let passwords = removal.passwords.map(\.rawValue).joined(separator: ", ")
        var parts: [String] = []
        if !removal.passwords.isEmpty {
            parts.append(
                Spoken.say("sus contraseñas (\(passwords))", "its passwords (\(passwords))"))
        }
        if !removal.jobs.isEmpty { parts.append(logs(removal.jobs)) }
        let all = parts.joined(separator: Spoken.say(" y ", " and "))
        guard !parts.isEmpty else { return Spoken.say("quitar '\(slug)'", "remove '\(slug)'") }
        return Spoken.say("quitar '\(slug)' con \(all)", "remove '\(slug)' with \(all)")
    }

    private func logs(_ all: [String]) -> String {
        let more =
            all.count > 5
            ? Spoken.say(" y \(all.count - 5) más", " and \(all.count - 5) more") : ""
        let jobs = all.suffix(5).joined(separator: ", ")
        return Spoken.say(
            "el registro de sus trabajos (\(jobs)\(more))",
            "the logs of its jobs (\(jobs)\(more))")
    }
}

extension Workspace {
    /// Throws `conflict` while there is a stack's folder, with its secrets.
    fileprivate func checkFolders(of slug: Slug, _ removal: TenantRemoval) throws {
        let found = removal.folders.map { "stacks/\($0)" }.first {
            FileManager.default.fileExists(atPath: path($0))
        }
        guard let found else { return }
        throw PuertoError(
            .conflict, "'\(slug)' has the folder '\(found)', which may hold its secrets",
            hint: "rm -r \(path(found)) if nothing in it is needed"
        ).spanish(
            "'\(slug)' tiene la carpeta '\(found)', que puede guardar sus secretos",
            hint: "rm -r \(path(found)) si no hace falta nada de ella")
    }

    /// Throws `conflict` while the engine has anything with the client's number. Only warns where
    /// no engine answers.
    fileprivate func checkEngine(
        of slug: Slug, _ removal: TenantRemoval, _ store: Store
    ) async throws {
        guard !PortsInUse.isIgnored, try !store.isDemo() else { return }
        do {
            let objects = try await PortsInUse.findInTime().objects(of: store.workspaceID())
            guard let object = objects.all.first(where: { $0.tenant == removal.number }) else {
                return
            }
            throw PuertoError(
                .conflict,
                "the container engine has the \(object.kind.rawValue) '\(object.name)' of '\(slug)'",
                hint: "puerto archive \(slug) --reason TEXT puts the client aside, with its data"
            ).spanish(
                "el motor de contenedores tiene '\(object.name)' de '\(slug)'",
                hint: "puerto archive \(slug) --reason TEXTO aparta al cliente, con sus datos")
        } catch let error as PuertoError where error.code != .conflict {
            Failure.warn(
                Spoken.say(
                    "no se sabe si el motor de contenedores tiene algo de '\(slug)': ",
                    "whether the container engine has anything of '\(slug)' is not known: ")
                    + error.message)
        }
    }
}
