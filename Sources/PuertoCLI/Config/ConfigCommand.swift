import ArgumentParser

/// `puerto config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print what a web server, systemd and the file system need for this workspace.",
        discussion: """
            Each is printed whole, to be put into a file, read and used: puerto changes nothing of \
            the machine. Where the portal is served stands under web in puerto.yaml.
            """,
        subcommands: [
            ConfigLighttpd.self, ConfigNginx.self, ConfigApache.self, ConfigCaddy.self,
            ConfigBusybox.self, ConfigSystemd.self, ConfigOwnership.self,
        ])
}
