import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// `puerto workspace show`.
struct WorkspaceShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show where a workspace is and whether it commands stacks.",
        discussion: "Changes nothing.")

    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try options.open()
        let world = try workspace.previewWorld()
        let (place, recorded) = (try world.place(), try world.store.recordedPlace())
        var rows = [
            ("id", try world.store.workspaceID()), ("folder", place.path),
            ("machine", place.machine), ("inode", place.inode),
            ("file system", place.fileSystem), ("changes", String(recorded?.changes ?? 0)),
        ]
        for change in recorded.map({ place.changes(since: $0.place) }) ?? [] {
            rows.append(("differs", change))
        }
        rows.append(("commands", await WorkspaceShow.words(world)))
        let width = rows.map(\.0.count).max() ?? 0
        for (name, value) in rows {
            let pad = String(repeating: " ", count: width - name.count + 2)
            try FileDescriptorOutput.standard.write("\(name)\(pad)\(value)\n")
        }
    }

    private static func words(_ world: JobWorld) async -> String {
        do {
            let objects = try await world.engine().objects(of: world.store.workspaceID())
            return try world.verdict(objects).refusal.map { "no: \($0)" } ?? "yes"
        } catch let error as PuertoError { return "unknown: \(error)" } catch {
            return "unknown: \(error)"
        }
    }
}
