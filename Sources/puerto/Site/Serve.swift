import ArgumentParser
import Foundation
import PuertoCore

/// `puerto serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the portal on this machine, and rebuild it on every change.",
        discussion: "Listens on 127.0.0.1 only. Stop it with Ctrl-C.")

    @Option(help: "The port; 0 for any that is free.") var port = 7990
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("--port \(port) is not a port; 0 to 65535")
        }
    }

    func run() async throws {
        var rebuilder = try Rebuilder(options.folder)
        print(try rebuilder.build().summary)
        let server = PortalServer(folder: Workspace.path("public", in: options.folder), port: port)
        let watching = Task { [rebuilder] in
            var rebuilder = rebuilder
            await rebuilder.keepBuilding()
        }
        defer { watching.cancel() }
        try await server.run { port in
            print("http://127.0.0.1:\(port)/")
            fflush(nil)
        }
    }
}
