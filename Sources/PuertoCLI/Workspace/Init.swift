import ArgumentParser
import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto init DIR`.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new workspace.",
        discussion: """
            Writes puerto.yaml, content/, public/, puerto.db with the base system, and keys/ with \
            new keys: back those up where the database is not. On a terminal it asks for what the \
            options leave out, and Return takes the default; elsewhere it takes the defaults and \
            prints them. The name of the first host and the ports of slot 0 stay as they are made; \
            everything else is a line of puerto.yaml.
            """)

    @Argument(help: "An empty folder, or one that does not exist yet.")
    var dir: String
    @OptionGroup var options: Options

    struct Options: ParsableArguments {
        @Option(help: "The agency's name, as pages show it.") var name: String?
        @Option(
            help: ArgumentHelp(
                "Language and country, as in es-MX; repeat it for a second language.",
                discussion: "Default: that of LANG, or es-MX."))
        var locale: [String] = []
        @Option(help: "The currency of the prices (ISO 4217); the country's by default.")
        var currency: String?
        @Option(help: "The name of this machine; 'local' by default.") var host: String?
        @Option(
            help: ArgumentHelp(
                "The domain of the clients' addresses.",
                discussion: "As in example.com for https://<slug>.example.com; by default clients "
                    + "are reached from this machine only."))
        var domain: String?
        @Option(
            help: ArgumentHelp(
                "The ports of slot 0: application, PostgreSQL, Redis.",
                discussion: "Default: 8000,5432,6379. The client in slot N has these plus N.",
                valueName: "ports"))
        var ports: String?
    }

    func validate() throws {
        guard !dir.isEmpty else {
            throw ValidationError("DIR is empty; '.' is the folder you are in")
        }
    }

    func run() throws {
        try Init.checkEmpty(dir)
        var questions = InitQuestions(options)
        let answers = try questions.answers()
        let files = WorkspaceTemplate.files(answers)
        for (name, text) in files where name == "puerto.yaml" {
            _ = try ConfigurationFile.parse(Array(text.utf8), file: name)
        }
        try FileDescriptorOutput.standard.write(
            Init.lines(taken: questions.taken, isLocal: questions.isLocal, answers).map {
                $0 + "\n"
            }.joined())
        for (name, text) in files { try Init.write(text, to: Workspace.path(name, in: dir)) }
        let workspace = try Workspace(dir)
        _ = try workspace.makeRecords()
        let key = try workspace.readingStore().head().map { HistoryKey.text($0.epoch.publicKey) }
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                """
                hecho: el espacio de trabajo '\(dir)', con el sistema base en la ranura 0
                la primera clave del historial es \(key ?? "–"): guárdala en otra máquina, donde \
                puerto audit verify --key CLAVE comprueba con ella el historial

                """,
                """
                made the workspace '\(dir)' with the base system in slot 0
                the history's first key is \(key ?? "–"): keep it on another machine, where \
                puerto audit verify --key KEY verifies the history with it

                """))
        Next.client(of: answers, in: dir)
    }
}

extension Init {
    /// Says what was taken without a question, and what stays, before it is made.
    private static func lines(taken: [String], isLocal: Bool, _ answers: InitAnswers)
        -> [String]
    {
        let ports = answers.ports
        let numbers = "\(ports.app), \(ports.postgres)"
        let fixed = Spoken.say(
            "queda fijo: la máquina '\(answers.host)' es la primera, y la ranura 0 tiene los "
                + "puertos \(numbers) y \(ports.redis) (un cliente, los de su ranura más)",
            "fixed from now on: '\(answers.host)' is the first host, and slot 0 has the ports "
                + "\(numbers) and \(ports.redis) (a client has them plus its slot)")
        guard !taken.isEmpty || isLocal else { return [fixed] }
        let local = Spoken.say(
            "; sin dominio: solo desde esta máquina", "; no domain: from this machine only")
        let list = taken.joined(separator: " ") + (isLocal ? local : "")
        return [
            Spoken.say("sin preguntar se tomó: \(list)", "taken without a question: \(list)"),
            fixed,
        ]
    }

    /// Throws `conflict` unless the folder is empty or does not exist yet.
    static func checkEmpty(_ dir: String, by verb: String = "init") throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: dir, isDirectory: &isFolder) else { return }
        let isEmpty =
            try isFolder.boolValue && FileManager.default.contentsOfDirectory(atPath: dir).isEmpty
        guard isEmpty else {
            throw PuertoError(
                .conflict, "\(PuertoError.quote(dir)) is not an empty folder",
                hint: "\(verb) never writes over anything; choose another one"
            ).spanish(
                "\(PuertoError.quote(dir)) no es una carpeta vacía",
                hint: "\(verb) nunca escribe encima de nada; elige otra")
        }
    }

    /// Writes a file of a new workspace, with its folder.
    static func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .withoutOverwriting)
        } catch {
            throw PuertoError(
                .io, "cannot write \(PuertoError.quote(path)): \(error.localizedDescription)",
                hint: "choose a folder this user may write"
            ).spanish(
                "no se puede escribir \(PuertoError.quote(path)): \(error.localizedDescription)",
                hint: "elige una carpeta en la que este usuario pueda escribir")
        }
    }
}
