import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff withdraw SLUG…`.
struct HandoffWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Remove sealed pages from the portal.",
        discussion: """
            The next build replaces it by the page without a password. Copies that were mailed \
            still open: change the password. A selection takes clients with such a page. Of several \
            clients it asks once, and withdraws all pages or none.
            """)

    @OptionGroup var choice: RecordChoice
    @OptionGroup var options: WorkspaceOptions

    func validate() throws { try choice.check() }

    func run() throws {
        let workspace = try options.open()
        let reading = try workspace.readingStore()
        let custody = try reading.fleet().custody
        let slugs = try choice.clients(
            reading, leaving: ("no tiene página sellada", "it has no sealed page")
        ) { custody[$0.slug]?.handoff != nil }.map(\.slug)
        let count = Clients.counted(slugs.count)
        try choice.confirm(
            slugs.map(\.text),
            Spoken.say("retirar la página de \(count)", "withdraw the page of \(count)"))
        let store = try workspace.writingStore()
        try store.withdrawHandoffs(slugs, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            slugs.map { Spoken.say("retirada: \($0)\n", "withdrawn: \($0)\n") }.joined())
        workspace.followPages(store)
    }
}
