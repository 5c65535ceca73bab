import ArgumentParser

/// `puerto config apache`.
struct ConfigApache: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apache", abstract: "Print an apache2.conf (Debian's modules).")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.printServer(ApacheFile.text) }
}
