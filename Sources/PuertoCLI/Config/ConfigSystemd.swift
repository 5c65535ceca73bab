import ArgumentParser

/// `puerto config systemd`.
struct ConfigSystemd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systemd", abstract: "Print the units of worker, broker and servers.",
        discussion: "Prints all units, each under its file name, or the one that is named.")

    @Argument(help: "One unit: \(SystemdUnit.names).") var unit: SystemdUnit?
    @OptionGroup var site: SiteOptions

    func run() throws {
        try site.print { site in
            if let unit { return try unit.text(site) }
            return try SystemdUnit.allCases.map { try $0.titled(site) }.joined(separator: "\n")
        }
    }
}
