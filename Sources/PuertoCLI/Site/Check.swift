import ArgumentParser
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto check`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what would fail the build, and write nothing.",
        discussion: """
            Finds broken links and anchors, unknown placeholders, missing translations and \
            unlinked runbooks. Warnings do not make it fail. Without errors it prints the price \
            list as pages show it.
            """)

    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print the findings as JSON.") var json = false

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        try workspace.checkFit(of: store)
        for drift in try store.baseDrift() {
            Failure.warn("the base system's \(drift.found); \(drift.mend)")
        }
        let passkeys = try workspace.passkeyAdvice(store)
        let addresses = try workspace.addressAdvice(store)
        for advice in passkeys.useless + passkeys.single + addresses { Failure.warn(advice) }
        let found = try workspace.builder { store }.check()
        let settings = workspace.configuration
        let prices = PriceList(plans: settings.plans, agency: settings.agency)
        if json {
            try OutputOptions().printJSON(CheckView(found, prices.views))
        } else {
            Failure.warn(found.warnings)
        }
        if let errors = PuertoErrors(found.errors) { throw errors }
        guard !json else { return }
        let count = found.warnings.count
        try FileDescriptorOutput.standard.write(
            prices.text + "no errors, \(count) warning\(count == 1 ? "" : "s")\n")
    }
}
