import ArgumentParser
import Foundation
import PuertoCore
import PuertoHook

/// `puerto serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the portal on this machine, and rebuild it on every change.",
        discussion: """
            Listens on 127.0.0.1 only. Rebuilds whenever puerto.yaml, content/ or the records \
            change, and prints a line each time, as puerto watch does. An open page reloads when \
            it has changed, and shows the errors of documents; the files in public/ are not \
            modified. Ctrl-C and SIGTERM stop it after the current build.

            With web in puerto.yaml the hook answers too, as it does in a web server. --guarded \
            is for a proxy in front: operator pages then need a login, and requests for the \
            portal's own host are answered.
            """)

    @Option(help: "The port; 0 for any that is free.") var port = 7990
    @Flag(help: "Ask for a login before showing the portal, as behind a proxy.")
    var guarded = false
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("--port \(port) is not a port; 0 to 65535")
        }
    }

    func run() async throws {
        let (stop, output, openPages) = (try StopSignal(), RebuildOutput(), OpenPages())
        stop.listen()
        var watching = try Watching(options.folder, until: stop) { news in
            try output.say(news)
            openPages.hear(of: news)
        }
        let hook = try hookDoor()
        try watching.begin()
        let server = PortalServer(
            folder: Workspace.path("public", in: options.folder), port: port, openPages: openPages,
            hook: hook, isGuarded: guarded)
        try await withThrowingTaskGroup(of: Void.self) { [watching] group in
            group.addTask {
                defer { openPages.close() }
                try await Serve.keepOn(watching)
            }
            group.addTask {
                try await server.run { port in
                    print("http://127.0.0.1:\(port)/")
                    fflush(nil)
                }
            }
            // The task that ends first stops the other; then its error is thrown.
            defer { stop.raise() }
            try await group.next()
            stop.raise()
            try await group.waitForAll()
        }
    }

    /// `nil` without `web` in `puerto.yaml`; with `--guarded` it throws `invalid` then.
    private func hookDoor() throws -> HookDoor? {
        let workspace = try options.open()
        guard let web = workspace.configuration.web else {
            guard !guarded else { throw PuertoError.noWeb(workspace.path("puerto.yaml")) }
            return nil
        }
        let authority = web.origin.split(separator: "/").last.map(String.init) ?? ""
        // The hook has its own connection, so that the builder notices what it writes.
        let world = try HookWorld.open(options.folder, database: workspace.database)
        try world.checkKey()
        let hook = Hook(open: { try world.refreshed() }, log: { Failure.say($0) })
        return HookDoor(
            hook: hook, mount: web.hook, authority: authority, files: workspace.path("public"))
    }

    /// Watches on a thread of its own: it blocks, and the server's threads must not.
    private static func keepOn(_ watching: Watching) async throws {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            Thread {
                var watching = watching
                ended.resume(with: Result { try watching.keepOn() })
            }.start()
        }
    }
}
