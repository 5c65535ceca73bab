import ArgumentParser

/// `puerto config ownership`.
struct ConfigOwnership: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ownership",
        abstract: "Print a script, for root, that gives each of the two users what is theirs.")

    @OptionGroup var site: SiteOptions

    func run() throws { try site.print(OwnershipScript.text) }
}
