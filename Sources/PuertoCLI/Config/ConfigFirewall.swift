import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoStore

/// `puerto config firewall`.
struct ConfigFirewall: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "firewall",
        abstract: "Print a script, for root, that keeps the network away from clients' containers.",
        discussion: """
            The script installs a table of nftables, and units that apply it before Docker starts \
            and look each minute whether it is there. Docker before 28 lets other machines of the \
            same network reach containers past 127.0.0.1.

                puerto config firewall > firewall.sh
                sudo sh firewall.sh
            """)

    @Flag(help: "Print the command that removes all of it.") var remove = false
    @Flag(help: "Print the table alone, as nft -f reads it.") var rules = false
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard !(remove && rules) else {
            throw ValidationError("--remove and --rules exclude each other")
        }
    }

    func run() throws {
        let workspace = try options.open()
        let rules = FirewallRules(
            workspace: try workspace.readingStore().workspaceID(),
            range: workspace.configuration.engine.subnets)
        let script = FirewallScript(rules: rules)
        try FileDescriptorOutput.standard.write(
            remove ? script.removal : self.rules ? rules.text : script.text)
    }
}
