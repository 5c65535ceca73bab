import ArgumentParser
import PuertoCore
import PuertoSite

/// `puerto build`.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render the portal into public/.",
        discussion: """
            Writes the pages that changed, removes those that no record claims any more, and \
            leaves every other file alone. When a document is wrong, nothing is written.
            """)

    @Flag(help: "Write every page anew, changed or not.") var force = false
    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print what was done as JSON.") var json = false

    func run() throws {
        let lock = try options.open().lock()
        defer { lock.release() }
        // Read after the wait: puerto.yaml may be another one by now.
        let workspace = try options.open()
        var buildOptions = BuildOptions()
        buildOptions.force = force
        let report = try workspace.builder { try workspace.currentStore() }
            .build(buildOptions, holding: lock)
        for warning in report.warnings { Failure.warn(warning.description) }
        guard !json else { return try OutputOptions().printJSON(BuildView(report)) }
        try FileDescriptorOutput.standard.write(report.summary + "\n")
    }
}

extension BuildReport {
    /// One line for a person.
    var summary: String {
        let time = Int(milliseconds.rounded())
        return "\(pages) files: \(written.count) written, \(removed.count) removed, "
            + "\(pages - written.count) unchanged, in \(time) ms"
    }
}

/// A build as `--json` prints it; paths below `public/`.
private struct BuildView: Encodable {
    let files: Int
    let written: [String]
    let removed: [String]
    let warnings: [String]

    init(_ report: BuildReport) {
        files = report.pages
        written = report.written
        removed = report.removed
        warnings = report.warnings.map(\.description)
    }
}
