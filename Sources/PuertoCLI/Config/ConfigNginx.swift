import ArgumentParser

/// `puerto config nginx`.
struct ConfigNginx: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nginx", abstract: "Print an nginx.conf; fcgiwrap runs the hook.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.printServer(NginxFile.text) }
}
