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

/// `puerto config lighttpd`.
struct ConfigLighttpd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lighttpd", abstract: "Print a lighttpd.conf.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(LighttpdFile.text) }
}

/// `puerto config nginx`.
struct ConfigNginx: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nginx", abstract: "Print an nginx.conf; fcgiwrap runs the hook.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(NginxFile.text) }
}

/// `puerto config apache`.
struct ConfigApache: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apache", abstract: "Print an apache2.conf (Debian's modules).")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(ApacheFile.text) }
}

/// `puerto config caddy`.
struct ConfigCaddy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "caddy",
        abstract: "Print a Caddyfile; puerto serve --guarded answers for hook and portal.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(CaddyFile.text) }
}

/// `puerto config busybox`.
struct ConfigBusybox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "busybox",
        abstract: "Print a script that makes a home folder and runs busybox httpd there.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(BusyboxScript.text) }
}

/// `puerto config ownership`.
struct ConfigOwnership: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ownership",
        abstract: "Print a script, for root, that gives each of the two users what is theirs.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(OwnershipScript.text) }
}

/// `puerto config systemd`.
struct ConfigSystemd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systemd", abstract: "Print the units of the worker and of what serves.",
        discussion: "All of them, each under its file's name, or one.")

    @Argument(help: "One of them: \(SystemdUnit.names).") var unit: SystemdUnit?
    @OptionGroup var site: SiteOptions

    func run() throws {
        try site.print { site in
            if let unit { return try unit.text(site) }
            return try SystemdUnit.allCases.map { try $0.titled(site) }.joined(separator: "\n")
        }
    }
}
