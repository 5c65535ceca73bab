package import ArgumentParser
internal import PuertoStore

/// The command line of Puerto.
package struct Puerto: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "puerto",
        abstract: "Keeps the records of a fleet of client systems and publishes its portal.",
        version: Contents.text(.present),
        groupedSubcommands: [
            CommandGroup(
                name: "Records",
                subcommands: [
                    TenantCommand.self, Adopt.self, PortsCommand.self, Import.self, Export.self,
                    AuditCommand.self,
                ]),
            CommandGroup(
                name: "Stacks",
                subcommands: [
                    Provision.self, Suspend.self, Resume.self, Restart.self, Rotate.self,
                    Upgrade.self, Reconcile.self, Archive.self, StackCommand.self,
                    ScriptsCommand.self, Logs.self, Psql.self, RedisClient.self, Shell.self,
                ]),
            CommandGroup(
                name: "Credentials",
                subcommands: [CredentialCommand.self, HandoffCommand.self, KeyCommand.self]),
            CommandGroup(
                name: "Portal",
                subcommands: [
                    Build.self, Check.self, Serve.self, Watch.self, BrokerCommand.self,
                    OperatorCommand.self, PasskeyCommand.self, HookSecretCommand.self,
                    MarkdownCommand.self,
                ]),
            CommandGroup(
                name: "Operations",
                subcommands: [
                    JobCommand.self, Work.self, ProbeCommand.self, DiskCommand.self, Doctor.self,
                    HookCommand.self,
                ]),
            CommandGroup(
                name: "Workspace",
                subcommands: [
                    Status.self, Init.self, DemoCommand.self, WorkspaceCommand.self,
                    ConfigCommand.self,
                ]),
        ])

    package init() {}

    /// Prints what `puerto status` does; outside a workspace, how to begin.
    package func run() async throws { try Status.runAlone() }

    /// Gives closed standard descriptors a place holder, so that no file takes their number.
    package static func holdStandardStreams() { StandardStreams.holdPlaces() }

    package static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }
}
