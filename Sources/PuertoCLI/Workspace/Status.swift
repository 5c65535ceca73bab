import ArgumentParser
import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto status`, and `puerto` alone.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how the fleet is, what needs you and what to do next.",
        discussion: """
            The same lines as on the portal's first page, and whether a \
            worker runs and the pages are of now. It is what puerto prints without a verb.
            """)

    @OptionGroup var options: WorkspaceOptions
    @Flag(help: "Print JSON instead of text.") var json = false

    func run() throws {
        let workspace = try options.open()
        let home = try WorkspaceHome(of: workspace, json ? .en : Spoken.language)
        guard json else {
            return try FileDescriptorOutput.standard.write(home.text(Next.place(options)))
        }
        try OutputOptions().printJSON(StatusView(home))
    }

    /// Runs without arguments. A folder that is no workspace is none yet: it says how to make one.
    static func runAlone() throws {
        let status = try parse([])
        let file = Workspace.path("puerto.yaml", in: status.options.folder)
        guard FileManager.default.fileExists(atPath: file) else {
            return try FileDescriptorOutput.standard.write(beginning(Spoken.language))
        }
        try status.run()
    }

    private static func beginning(_ l: Language) -> String {
        let lines = [
            ["  puerto init DIR", l("crea uno en la carpeta DIR", "make one in the folder DIR")],
            ["  puerto --help", l("lista de comandos", "the list of commands")],
        ]
        return l("Aquí no hay ningún espacio de trabajo.", "There is no workspace here.") + "\n"
            + Table(lines).text
    }
}
