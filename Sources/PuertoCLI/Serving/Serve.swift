import ArgumentParser
import Foundation
import PuertoBroker
import PuertoCore
import PuertoHook
import PuertoWire

/// `puerto serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the portal on this machine, and rebuild it on every change.",
        discussion: """
            Listens on 127.0.0.1 only, and sends browsers to http://puerto.localhost, so that no \
            other server of the machine gets the portal's cookies. Rebuilds whenever puerto.yaml, \
            content/ or the records change, and prints a line each time, as puerto watch does. \
            An open page reloads when it has changed, and shows the errors of documents; the \
            files in public/ are not modified. Ctrl-C and SIGTERM stop it after the current build.

            With web in puerto.yaml the hook answers too, as it does in a web server. --guarded \
            is for a proxy in front, as the web server's user: operator pages then need a login, \
            nothing is built (see puerto watch), and of the workspace only public/ is read; \
            puerto broker answers for the records.
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
        if guarded { try await runGuarded() } else { try await runBuilding() }
    }

    /// Serves what is built, with the rights of a web server.
    private func runGuarded() async throws {
        let folder = options.folder
        let world = try HookWorld(BrokerSocket(in: folder).client)
        try world.checkPortalName()
        try world.checkHealth()
        let server = PortalServer(
            folder: Workspace.path("public", in: folder), port: port,
            names: ServedNames(proxied: world.settings),
            hook: door(world) { BrokerSocket(in: folder).client })
        try await server.run { Serve.say("http://127.0.0.1:\($0)/") }
    }

    /// Builds, serves, and builds again.
    private func runBuilding() async throws {
        let (stop, output, openPages) = (try StopSignal(), RebuildOutput(), OpenPages())
        stop.listen()
        var watching = try Watching(options.folder, until: stop) { news in
            try output.say(news)
            openPages.hear(of: news)
        }
        let workspace = try options.open()
        try workspace.checkPortalName()
        let names = ServedNames(local: workspace.configuration.web)
        let hook = try hookDoor(workspace)
        try watching.begin()
        let server = PortalServer(
            folder: Workspace.path("public", in: options.folder), port: port, names: names,
            openPages: openPages, hook: hook)
        try await withThrowingTaskGroup(of: Void.self) { [watching] group in
            group.addTask {
                defer { openPages.close() }
                try await Serve.keepOn(watching)
            }
            group.addTask {
                try await server.run { Serve.say("http://\(names.own.text):\($0)/") }
            }
            // The task that ends first stops the other; then its error is thrown.
            defer { stop.raise() }
            try await group.next()
            stop.raise()
            try await group.waitForAll()
        }
    }
}

extension Serve {
    /// `nil` without `web` in `puerto.yaml`.
    private func hookDoor(_ workspace: Workspace) throws -> HookDoor? {
        guard workspace.configuration.web != nil else { return nil }
        // The broker has its own connection, so that the builder notices what it writes.
        let broker = Broker(
            options.folder, database: workspace.database, log: { Failure.say($0) })
        try broker.open()
        let world = try HookWorld(broker.client)
        try world.checkHealth()
        return door(world) { broker.client }
    }

    private func door(
        _ world: HookWorld, _ broker: @escaping @Sendable () -> BrokerClient
    ) -> HookDoor {
        HookDoor(
            hook: Hook(open: { try HookWorld(broker()) }, log: { Failure.say($0) }),
            mount: world.settings.hook, files: Workspace.path("public", in: options.folder))
    }

    private static func say(_ address: String) {
        print(address)
        fflush(nil)
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
