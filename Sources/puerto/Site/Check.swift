import ArgumentParser
import PuertoCore
import PuertoSite

/// `puerto check`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for what would fail the build, and write nothing.",
        discussion: """
            Broken links and anchors, unknown placeholders, missing translations, runbooks that \
            nothing links. Warnings do not fail it.
            """)

    @OptionGroup var options: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let workspace = try options.open()
        let found = try workspace.site(from: workspace.store()).check()
        if output.json { try output.printJSON(CheckView(found)) }
        if !output.json { for warning in found.warnings { Failure.warn(warning.description) } }
        if let errors = PuertoErrors(found.errors) { throw errors }
        if !output.json { print("no errors, \(found.warnings.count) warnings") }
    }
}

/// What a check found, as `--json` prints it.
private struct CheckView: Encodable {
    let errors: [Finding]
    let warnings: [Finding]

    struct Finding: Encodable {
        let place: String?
        let message: String
        let hint: String?
    }

    init(_ found: Diagnostics) {
        errors = found.errors.map(CheckView.finding)
        warnings = found.warnings.map(CheckView.finding)
    }

    private static func finding(_ error: PuertoError) -> Finding {
        Finding(place: error.place, message: error.message, hint: error.hint)
    }
}
