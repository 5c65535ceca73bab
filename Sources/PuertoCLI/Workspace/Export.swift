import ArgumentParser
import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto export`.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the records as a fleet.yaml.",
        discussion: """
            The same records give the same bytes; import reads them back. Of a demo it writes what \
            an owner declares, and leaves out states, first days, hosts, slots and images.
            """)

    @Option(help: ArgumentHelp("Write to this file instead of stdout.", valueName: "file"))
    var output: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().readingStore()
        let (tenants, isDemo) = (try store.fleet().tenants, try store.isDemo())
        // Nothing ran in a demo, and a workspace has a base system of its own.
        if isDemo {
            Failure.note(
                Spoken.say(
                    "es una demostración: se escribe solo lo que declara un propietario",
                    "this is a demo: only what an owner declares is written"))
        }
        let observed = tenants.filter(\.isObserved).map(\.slug.text)
        if !observed.isEmpty {
            let names = observed.prefix(10).joined(separator: ", ")
            Failure.note(
                Spoken.say(
                    "solo se observan, lo que el archivo no dice: \(names); puerto adopt lo registra",
                    "only observed, which the file does not say: \(names); puerto adopt records it")
            )
        }
        let text = FleetFile.text(
            of: isDemo ? tenants.filter { $0.kind == .client } : tenants, isDeclaredOnly: isDemo)
        guard let output else { return try FileDescriptorOutput.standard.write(text) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw PuertoError(
                .io, "cannot write \(PuertoError.quote(output)): \(error.localizedDescription)"
            ).spanish(
                "no se puede escribir \(PuertoError.quote(output)): \(error.localizedDescription)")
        }
    }
}
