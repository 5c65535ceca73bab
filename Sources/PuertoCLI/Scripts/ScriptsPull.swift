import ArgumentParser
import Foundation
import PuertoCore
import PuertoJobs

/// `puerto scripts pull SLUG`.
struct ScriptsPull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Copy what a client's people have made and changed.",
        discussion: """
            The copy is a new folder below pulled/SLUG/, from which nothing is built or pushed. \
            It is there to be looked at, since everybody with a login there chooses names and \
            contents. Secrets are copied by name, without their values.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try options.open()
        let slug = try Slug(slug)
        let copy = try await workspace.previewWorld().copyScripts(of: slug) {
            try ScriptsPull.folder(of: slug, workspace)
        }
        for error in copy.left { Failure.warn(error) }
        guard let folder = copy.folder else {
            return try FileDescriptorOutput.standard.write(
                Spoken.say(
                    "\(slug): no hay nada suyo que copiar\n", "\(slug): nothing of its own\n"))
        }
        for name in copy.secrets {
            Failure.note(
                Spoken.say("secreto sin su valor: \(name)", "secret without its value: \(name)"))
        }
        let count = copy.count
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "\(slug): \(count) copiados en \(folder), \(copy.left.count) fuera\n",
                "\(slug): \(count) copied to \(folder), \(copy.left.count) left out\n"))
    }

    /// Makes the folders above the copy, which only their owner reads, and names it by the time.
    private static func folder(of slug: Slug, _ workspace: Workspace) throws -> String {
        let above = workspace.path("pulled/\(slug)")
        do {
            try FileManager.default.createDirectory(
                atPath: above, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw PuertoError(
                .io, "cannot make '\(above)'", hint: "check that you may write there"
            ).spanish("no se puede crear '\(above)'", hint: "comprueba que puedes escribir ahí")
        }
        let time = Date().formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
        return "\(above)/\(time)"
    }
}
