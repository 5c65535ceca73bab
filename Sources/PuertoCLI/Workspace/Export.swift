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
        discussion: "The same records give the same bytes; import reads them back.")

    @Option(help: ArgumentHelp("Write to this file instead of stdout.", valueName: "file"))
    var output: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let text = FleetFile.text(of: try options.open().readingStore().fleet().tenants)
        guard let output else { return try FileDescriptorOutput.standard.write(text) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw PuertoError(
                .io, "cannot write \(PuertoError.quote(output)): \(error.localizedDescription)")
        }
    }
}
