import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoCLI

/// The command line speaks of the fleet in the workspace's language; `--help` and `--json` do not.
@Suite struct SpokenSpanishTests {
    /// The file's own language is spoken, also where the file cannot be read.
    @Test(arguments: [
        ("hots: []", "puerto.yaml:2: clave desconocida 'hots' (¿querías decir 'hosts'?)"),
        ("hosts: local", "'hosts' es el texto 'local' (aquí va una lista)"),
        ("ports: {app: x}", "'x' no es un número entero (como 42)"),
        ("ports: {app: 65000}", "ports.app 65000 no deja sitio a 947 ranuras"),
        ("ports: {skip: [4, 4]}", "la ranura '4' está dos veces (la primera está en la línea 2)"),
        ("plans: [{id: a, name: A}]", "falta 'price' en 'plans' (añade 'price:')"),
        ("plans: [{id: a, name: A, price: 49.005}]", "'49.005' tiene 3 decimales, y USD tiene 2"),
        ("plans: [{id: A b, name: A, price: 1}]", "'A b' no sirve de identificador"),
        ("engine: {expose: x}", "'expose' es 'x' (uno de "),
        ("web: {url: http://x}", "'http://x' envía las contraseñas sin TLS"),
        ("a: [", "el YAML no se entiende: "),
        ("a: {b: &c 1, d: *c}", "las anclas (&) y los alias (*)"),
    ])
    func everyMistakeOfTheConfigurationIsToldInSpanish(line: String, said: String) throws {
        let scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.write(
            "agency: {name: Faro, locale: es-MX, currency: USD}\n\(line)\n", to: "w/puerto.yaml")
        let told = try scratch.puerto(
            ["tenant", "list", "--workspace", "w"], environment: ["PUERTO_LANGUAGE": ""])
        #expect(told.code == 1 && told.err.contains(said), "\(told.err)")
        let english = try scratch.puerto(
            ["tenant", "list", "--workspace", "w"], environment: ["PUERTO_LANGUAGE": "en"])
        #expect(english.code == 1 && !english.err.contains(said), "\(english.err)")
    }

    @Test func whatDoctorAndProbeFindIsToldInSpanish() throws {
        let engine = try FakeEngine()
        try #require(try engine.puerto("build").code == 0)
        let said = try engine.puerto(["doctor"], environment: spanish)
        #expect(said.code == 1, "\(said.err)")
        #expect(said.out.contains("CLIENTE") && said.out.contains("difiere"), "\(said.out)")
        #expect(
            said.out.contains("consta como «listo», pero Puerto nunca montó su sistema"),
            "\(said.out)")
        #expect(said.out.contains("bien: espacio de trabajo, cortafuegos"), "\(said.out)")
        #expect(
            said.err.contains(
                "1 cosa difiere de lo registrado (la última columna arregla cada una)"))
        let json = try engine.puerto(["doctor", "--json"], environment: spanish)
        #expect(
            json.out.contains("but Puerto never made its stack") && !json.out.contains("difiere"))
        try engine.scratch.write("---\ntitle: [\n---\n", to: "w/content/runbooks/mala.md")
        let broken = try engine.puerto(["doctor"], environment: spanish)
        #expect(broken.out.contains("el YAML no se entiende: "), "\(broken.out)")
        let probe = try engine.puerto(["probe", "acme"], environment: spanish)
        #expect(probe.code == 1 && probe.out.contains("no tiene contenedor"), "\(probe.out)")
        #expect(probe.err.contains("1 de 1 no responden: acme"), "\(probe.err)")
    }

    @Test func everyColumnHasASpanishHeading() throws {
        let folder = Repository.root.appending(path: "Sources/PuertoCLI")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
        var count = 0
        for case let file as String in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /Column\("([A-Z ]+)"/) {
                count += 1
                #expect(Headings.spanish[String(match.1)] != nil, "\(file): \(match.1)")
            }
        }
        #expect(count > 60)
    }

    private let spanish = ["PUERTO_LANGUAGE": ""]

    @Test func aSpanishWorkspaceIsSpokenOfInSpanish() throws {
        let scratch = try Scratch.workspace()
        func run(_ arguments: String...) throws -> Scratch.Result {
            try scratch.puerto(arguments + ["--workspace", "w"], environment: spanish)
        }
        let added = try run("tenant", "add", "acme", "--name", "Acme")
        #expect(added.out.contains("\nestado        borrador\n"), "\(added.out)")
        #expect(
            added.err == """
                puerto: aún no hay páginas: puerto build las hace
                puerto: sigue: puerto provision acme --workspace w (aún no está montado: montarlo \
                crea su sistema y lo comprueba)

                """, "\(added.err)")
        let list = try run("tenant", "list")
        #expect(list.out.hasPrefix("CLIENTE  NOMBRE"), "\(list.out)")
        #expect(list.out.contains("borrador"))
        let missing = try run("tenant", "show", "acmme")
        #expect(missing.err.contains("no hay ningún cliente 'acmme'"), "\(missing.err)")
        #expect(try run("tenant", "remove", "acme").err.contains("el plan no está confirmado"))
        #expect(try run("check").out.hasSuffix("sin errores, 0 avisos\n"))
        let show = try run("tenant", "show", "acme").out
        #expect(show.contains("\ntipo          cliente\n") && show.contains("; uso sin medir\n"))
        #expect(try run("credential", "list", "acme").out.contains("generado"))
        let early = try run("handoff", "give", "acme").err
        #expect(
            early.contains("'acme' está en «borrador»: no hay dónde iniciar sesión"), "\(early)")
        let json = try run("tenant", "list", "--json")
        #expect(json.out.contains("\"status\" : \"draft\"") && !json.out.contains("borrador"))
        #expect(try run("tenant", "list", "--help").out.contains("USAGE: "))
    }

    @Test func theEndOfAHandoffIsSaidInSpanish() {
        let view = HandoffView(
            tenant: "acme", way: .page, issuedAt: 0, state: .withdrawn, endedAt: 0, endedBy: "cli:a"
        )
        #expect(view.stateText(.es) == "retirada \(Timestamp.text(0)) por cli:a")
        #expect(view.stateText(.en) == "withdrawn \(Timestamp.text(0)) by cli:a")
        #expect(view.openedText(.es) == "no se sabe")
    }

    @Test func theNameKeepsItsCapitalWithinASentence() {
        #expect(Next.inside("Puerto no la tiene") == "Puerto no la tiene")
        #expect(Next.inside("Aún no") == "aún no")
    }

    @Test func aDomainThatWasNotAskedForIsSaid() throws {
        let scratch = try Scratch()
        let made = try scratch.puerto(["init", "w", "--locale", "es-MX"], environment: spanish)
        #expect(made.out.contains("; sin dominio: solo desde esta máquina\n"), "\(made.out)")
        for domain in ["yes", "10.0.0.1", "localhost"] {
            let refused = try scratch.puerto(
                ["init", "v", "--locale", "es-MX", "--domain", domain], environment: spanish)
            #expect(refused.err.contains("'\(domain)' no es un dominio"), "\(refused.err)")
        }
    }

    @Test func anEnglishWorkspaceStaysEnglishOnASpanishTerminal() throws {
        let scratch = try Scratch()
        let environment = spanish.merging(["LANG": "es_MX.UTF-8"]) { $1 }
        try scratch.puerto(
            ["init", "w", "--name", "Faro", "--locale", "en"], environment: environment)
        let list = try scratch.puerto(
            ["tenant", "list", "--workspace", "w"], environment: environment)
        #expect(list.out.hasPrefix("SLUG"), "\(list.out)")
        let outside = try scratch.puerto(["tenant", "list"], environment: environment)
        #expect(outside.err.contains("no hay ningún espacio de trabajo en '.'"))
        let english = try scratch.puerto(["tenant", "list"], environment: spanish)
        #expect(english.err.contains("no workspace in '.'"))
    }
}
