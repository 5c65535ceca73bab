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
            change, and prints a line each time, as puerto watch does. A page that is open in a \
            browser reloads when it has changed, and shows what is wrong with a document; the \
            files in public/ stay as they were built. Ctrl-C and SIGTERM end it after the build in \
            hand.

            With web in puerto.yaml the hook answers too, as it does in a web server. With \
            --guarded, which is for a proxy before it, operator pages are for those who have logged \
            in, and the portal's own name is answered to.
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
            // Whichever ends first ends the other, and only then does an error go on.
            defer { stop.raise() }
            try await group.next()
            stop.raise()
            try await group.waitForAll()
        }
    }

    /// `nil` without `web` in `puerto.yaml`; throws where pages are to be guarded by it.
    private func hookDoor() throws -> HookDoor? {
        let workspace = try options.open()
        guard let web = workspace.configuration.web else {
            guard !guarded else { throw PuertoError.noWeb(workspace.path("puerto.yaml")) }
            return nil
        }
        let authority = web.origin.split(separator: "/").last.map(String.init) ?? ""
        // A connection of its own: what the hook writes is news to the one that builds.
        let world = try HookWorld.open(options.folder, database: workspace.database)
        try world.checkKey()
        let hook = Hook(open: { try world.refreshed() }, log: { Failure.say($0) })
        return HookDoor(
            hook: hook, mount: web.hook, authority: authority, files: workspace.path("public"))
    }

    /// On a thread of its own: it blocks, and none of the server's threads may.
    private static func keepOn(_ watching: Watching) async throws {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            Thread {
                var watching = watching
                ended.resume(with: Result { try watching.keepOn() })
            }.start()
        }
    }
}
