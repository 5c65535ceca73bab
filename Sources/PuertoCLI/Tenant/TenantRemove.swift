import ArgumentParser
import Foundation
import PuertoCore
import PuertoEngine
import PuertoStore

/// `puerto tenant remove SLUG`.
struct TenantRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove the record of a client that never ran.",
        discussion: """
            Its slot is free at once if it has always been a draft. Its generated passwords and \
            the logs of its ended jobs are gone; the history keeps its lines. A client that ran \
            is archived instead: puerto archive SLUG. So is one with containers, networks or \
            volumes in the engine. Given passwords, hook secrets that are valid, and a folder in \
            stacks/ have to go first. Asks on a terminal.
            """)

    @Argument(help: "The client.") var slug: String
    @Flag(help: "Confirm without a question.") var yes = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let slug = try Slug(slug)
        let workspace = try options.open()
        let reading = try workspace.readingStore()
        let removal = try reading.checkRemovable(slug)
        try workspace.checkFolders(of: slug, removal)
        try await workspace.checkEngine(of: slug, removal, reading)
        if !yes { try Confirmation.ask(question(slug, removal)) }
        let store = try workspace.writingStore()
        try store.removeTenant(slug, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("removed: \(slug)\n")
        workspace.followPages(store)
    }

    private func question(_ slug: Slug, _ removal: TenantRemoval) -> String {
        guard !removal.jobs.isEmpty else { return "remove '\(slug)'" }
        let more = removal.jobs.count > 5 ? " and \(removal.jobs.count - 5) more" : ""
        let jobs = removal.jobs.suffix(5).joined(separator: ", ")
        return "remove '\(slug)' with the logs of its jobs (\(jobs)\(more))"
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
            hint: "rm -r \(path(found)) if nothing in it is needed")
    }

    /// Throws `conflict` while the engine has anything with the client's number. Only warns where
    /// no engine answers.
    fileprivate func checkEngine(
        of slug: Slug, _ removal: TenantRemoval, _ store: Store
    ) async throws {
        guard !PortsInUse.isIgnored else { return }
        do {
            let objects = try await PortsInUse.findInTime().objects(of: store.workspaceID())
            guard let object = objects.all.first(where: { $0.tenant == removal.number }) else {
                return
            }
            throw PuertoError(
                .conflict,
                "the container engine has the \(object.kind.rawValue) '\(object.name)' of '\(slug)'",
                hint: "puerto archive \(slug) --reason TEXT puts the client aside, with its data")
        } catch let error as PuertoError where error.code != .conflict {
            Failure.warn(
                "whether the container engine has anything of '\(slug)' is not known: "
                    + error.message)
        }
    }
}
