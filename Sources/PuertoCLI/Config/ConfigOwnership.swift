import ArgumentParser

/// `puerto config ownership`.
struct ConfigOwnership: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ownership",
        abstract: "Print a script, for root, that sets owners and modes for the two users.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(OwnershipScript.text) }
}
