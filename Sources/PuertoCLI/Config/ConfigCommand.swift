import ArgumentParser

/// `puerto config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print configurations for a web server, systemd, files and the network.",
        discussion: """
            Each is printed whole: write it to a file, read it and use it. Puerto changes \
            nothing on the machine. The portal's address is the key web in puerto.yaml.
            """,
        subcommands: [
            ConfigLighttpd.self, ConfigNginx.self, ConfigApache.self, ConfigCaddy.self,
            ConfigBusybox.self, ConfigSystemd.self, ConfigOwnership.self, ConfigFirewall.self,
        ])
}
