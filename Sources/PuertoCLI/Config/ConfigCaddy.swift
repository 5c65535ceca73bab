import ArgumentParser

/// `puerto config caddy`.
struct ConfigCaddy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "caddy",
        abstract: "Print a Caddyfile; puerto serve --guarded answers for hook and portal.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.printServer(CaddyFile.text, warning: CaddyFile.addressWarning) }
}
