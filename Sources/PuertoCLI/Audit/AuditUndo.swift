import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto audit undo NUMBER`.
struct AuditUndo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take an edit of a record back.",
        discussion: """
            The fields that the line names get the values that they had before it. An edit whose \
            field has changed since is not taken back, nor is what a job has done, nor, for a \
            client with a stack, its state, first day, place, container names and images. The \
            undoing makes an edit with a line of its own; undoing that line brings the edit back.
            """)

    @Argument(help: "The line's number, as puerto audit list shows it.") var number: Int
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let done = try store.undoEdit(number, by: Workspace.actor)
        try workspace.refreshHandoffs(in: store)
        if let warning = done.warning { Failure.warn(warning) }
        let lines = done.changes.isEmpty ? ["unchanged"] : done.changes
        try FileDescriptorOutput.standard.write(
            "\(done.tenant.slug)\n" + lines.map { "  \($0)\n" }.joined())
        if !done.changes.isEmpty { workspace.followPages(store) }
    }
}
