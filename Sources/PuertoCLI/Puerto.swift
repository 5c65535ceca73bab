package import ArgumentParser

/// The command line of Puerto.
package struct Puerto: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "puerto",
        abstract: "Keeps the records of a fleet of client systems and publishes its portal.",
        version: "0.1.0",
        subcommands: [
            Init.self,
            Import.self,
            Export.self,
            TenantCommand.self,
            PortsCommand.self,
            CredentialCommand.self,
            HandoffCommand.self,
            OperatorCommand.self,
            HookSecretCommand.self,
            HookCommand.self,
            KeyCommand.self,
            AuditCommand.self,
            Provision.self,
            Suspend.self,
            Resume.self,
            Restart.self,
            Rotate.self,
            Upgrade.self,
            Reconcile.self,
            Archive.self,
            StackCommand.self,
            ProbeCommand.self,
            Doctor.self,
            JobCommand.self,
            Work.self,
            Build.self,
            Check.self,
            Serve.self,
            Watch.self,
            ConfigCommand.self,
            MarkdownCommand.self,
        ])

    package init() {}

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
