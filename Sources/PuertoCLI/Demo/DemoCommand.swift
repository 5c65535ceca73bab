import ArgumentParser
import Foundation
import PuertoCore

/// `puerto demo DIR`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make a workspace with an invented fleet, to look around.",
        discussion: """
            Twelve clients with six weeks of history, handoffs, a suspension and an outage, and the \
            portal's pages. It needs no Docker and no question. Verbs that look, edit and build \
            work as usual. Nothing runs: whatever needs the container engine or a worker is \
            refused, for good.
            """)

    @Argument(help: "An empty folder, or one that does not exist yet.")
    var dir: String
    @Option(
        help: ArgumentHelp(
            "Language and country, as in es-MX; repeat it for a second language.",
            discussion: "Default: that of LANG, or es-MX."))
    var locale: [String] = []
    @Option(
        help: ArgumentHelp(
            "The moment at which the history ends, as in 2026-11-29T18:00:00Z; now by default.",
            valueName: "time"))
    var until: String?
    @Option(help: "A number: the same one gives the same figures.") var seed: UInt64 = 1

    func validate() throws {
        guard !dir.isEmpty else {
            throw ValidationError("DIR is empty; '.' is the folder you are in")
        }
        _ = try end()
    }

    func run() throws {
        try Init.checkEmpty(dir, by: "demo")
        let answers = try answers()
        for (name, text) in WorkspaceTemplate.files(answers) {
            try Init.write(text, to: Workspace.path(name, in: dir))
        }
        let workspace = try Workspace(dir)
        try workspace.makeDemo(until: end(), seed: seed)
        try workspace.buildDemo()
        let page = workspace.path("public/portal/index.html")
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                """
                hecho: una demostración en '\(dir)', con doce clientes inventados
                nada está en marcha: se puede mirar, editar y publicar, pero no montar ni comprobar
                la portada es \(page)

                """,
                """
                made a demo in '\(dir)', with twelve invented clients
                nothing runs: look, edit and build as you like; setting up and probing are refused
                the first page is \(page)

                """))
        var options = WorkspaceOptions()
        options.workspace = dir == "." ? nil : dir
        Next.say("puerto serve", Spoken.say("para ver el portal", "shows the portal"), options)
    }
}

extension DemoCommand {
    /// The agency of the demo, with the currency of its country.
    private func answers() throws -> InitAnswers {
        let names = locale.isEmpty ? [(Spoken.terminal ?? LanguageTag(.esMX)).rawValue] : locale
        let locales = try InitAnswers.locales(names)
        return InitAnswers(
            locales: locales, name: "Faro Digital",
            currency: try Currency(locales[0].regional?.currency ?? "USD"),
            host: try Slug("local"), domain: "faro.example", ports: .standard)
    }

    /// The end of the history, to the minute. A time that has not come yet is refused.
    private func end() throws -> Int {
        let now = SystemClock.now()
        guard let until else { return now - now % 60 }
        guard let date = try? Date(until, strategy: .iso8601) else {
            throw ValidationError("--until is a time as in 2026-11-29T18:00:00Z")
        }
        let end = Int(date.timeIntervalSince1970)
        guard end <= now else { throw ValidationError("--until has not come yet") }
        return end - end % 60
    }
}
