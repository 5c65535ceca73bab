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
            unlinked runbooks. Warnings do not make it fail: among them is an address of a running \
            client that only this machine reaches, or that nothing serves (three are looked at, \
            for two seconds each; PUERTO_IGNORE_PORTS=1 skips that). Without errors it prints the \
            price list as pages show it.
            """)

    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print the findings as JSON.") var json = false

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        try workspace.checkFit(of: store)
        for drift in try store.baseDrift() {
            Failure.warn(
                Spoken.say(
                    "sistema base: \(drift.words(.es)); \(drift.mend(.es))",
                    "the base system's \(drift.found); \(drift.mend)"))
        }
        let passkeys = try workspace.passkeyAdvice(store)
        let addresses = try workspace.addressAdvice(store)
        for advice in passkeys.useless + passkeys.single + addresses { Failure.warn(advice) }
        let remarks = workspace.configuration.remarks
        Failure.warn(remarks)
        let clients = ClientAddressAdvice(
            configuration: workspace.configuration, tenants: try store.fleet().tenants,
            look: try PortsInUse.isIgnored || store.isDemo() ? nil : { AddressLook.at($0, $1) })
        for line in clients.lines { Failure.warn(line) }
        let found = try workspace.builder { store }.check()
        let settings = workspace.configuration
        let prices = PriceList(plans: settings.plans, agency: settings.agency)
        if json {
            try OutputOptions().printJSON(CheckView(found, remarks, prices.views))
        } else {
            Failure.warn(found.warnings)
        }
        if let errors = PuertoErrors(found.errors) { throw errors }
        guard !json else { return }
        let count = found.warnings.count + remarks.count
        try FileDescriptorOutput.standard.write(
            prices.text
                + Spoken.say(
                    "sin errores, \(count) \(count == 1 ? "aviso" : "avisos")\n",
                    "no errors, \(count) warning\(count == 1 ? "" : "s")\n"))
    }
}
