import ArgumentParser

/// `puerto config lighttpd`.
struct ConfigLighttpd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lighttpd", abstract: "Print a lighttpd.conf.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.printServer(LighttpdFile.text) }
}
