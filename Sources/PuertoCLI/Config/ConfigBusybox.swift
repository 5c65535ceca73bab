import ArgumentParser

/// `puerto config busybox`.
struct ConfigBusybox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "busybox",
        abstract: "Print a script that makes a home folder and runs busybox httpd there.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.printServer(BusyboxScript.text) }
}
