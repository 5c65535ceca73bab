import ArgumentParser
import PuertoCore
import PuertoSite

/// `puerto build`.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Render the portal into public/.",
        discussion: """
            Renders the pages whose inputs have changed since the last build, writes those that \
            differ, removes pages that no record claims any more, and leaves every other file \
            alone. When a document has errors, nothing is written.
            """)

    @Flag(help: "Write every page again, changed or not.") var force = false
    @Flag(
        help: ArgumentHelp(
            "Then render every page again and compare it with its file.",
            discussion: """
                Inspects every file first, and repairs one that was edited.
                """))
    var verify = false
    @Option(
        help: ArgumentHelp(
            "Explain why a file was rendered and written, or not.",
            discussion: "As in portal/clients/acme.html; the build runs as usual.",
            valueName: "path"))
    var explain: String?
    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print the result as JSON.") var json = false

    func run() throws {
        let first = try options.open()
        var hasWaited = false
        let lock = try first.lock { hasWaited = true }
        defer { lock.release() }
        // puerto.yaml may have changed during the wait.
        let workspace = hasWaited ? try options.open() : first
        let builder = try workspace.builder { try workspace.writingStore() }
        let bar = ProgressBar(isWanted: !json)
        let report: BuildReport
        do {
            defer { bar.clear() }
            report = try builder.build(buildOptions(bar), holding: lock)
        }
        try workspace.ensureRoundFile()
        Failure.warn(report.warnings)
        let verification = verify ? try builder.verify() : nil
        try print(report, verification)
        if let verification { try verification.throwIfBad() }
    }
}

extension Build {
    private func buildOptions(_ bar: ProgressBar) -> BuildOptions {
        var options = BuildOptions()
        options.force = force
        options.inspects = verify
        options.explain = explain
        if bar.isShown { options.progress = { bar.show($0, of: $1) } }
        return options
    }

    private func print(_ report: BuildReport, _ verification: Verification?) throws {
        guard !json else {
            return try OutputOptions().printJSON(BuildView(report, verification))
        }
        let lines = [report.summary] + report.explanation + (verification?.lines ?? [])
        try FileDescriptorOutput.standard.write(lines.joined(separator: "\n") + "\n")
    }
}

extension BuildReport {
    /// One line for a person.
    var summary: String {
        let time = Int(milliseconds.rounded())
        return Spoken.say(
            "\(pages) archivos: \(written.count) escritos, \(removed.count) quitados, "
                + "\(skipped) sin cambios, en \(time) ms",
            "\(pages) files: \(written.count) written, \(removed.count) removed, "
                + "\(skipped) unchanged, in \(time) ms")
    }
}

extension Verification {
    fileprivate var lines: [String] {
        isGood
            ? ["verified: \(pages) files are what a clean build writes"]
            : missing.map { "missing: \($0)" } + different.map { "differs: \($0)" }
                + unclaimed.map { "unclaimed: \($0)" }
    }

    fileprivate func throwIfBad() throws {
        guard !isGood else { return }
        let count = missing.count + different.count + unclaimed.count
        throw PuertoError(
            .damaged, "\(count) of \(pages) files are not what a clean build writes",
            hint: "puerto build --force writes them anew"
        ).spanish(
            "\(count) de \(pages) archivos no son lo que escribe una publicación desde cero",
            hint: "puerto build --force los escribe de nuevo")
    }
}
