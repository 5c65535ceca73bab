import ArgumentParser

/// `puerto watch`.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Rebuild the portal on every change, without serving it.",
        discussion: """
            For a public/ that another web server serves. Builds at once, and again whenever \
            puerto.yaml, content/ or the records change. Each build prints a line: files written \
            and removed, the time, and the first paths. Errors of documents go to stderr and \
            leave the portal as it was. Ctrl-C and SIGTERM stop it after the current build.
            """)

    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print a JSON object a line, with every path.") var json = false

    func run() throws {
        let stop = try StopSignal()
        stop.listen()
        let output = RebuildOutput(json: json)
        var watching = try Watching(options.folder, until: stop) { try output.say($0) }
        try watching.begin()
        try watching.keepOn()
    }
}
