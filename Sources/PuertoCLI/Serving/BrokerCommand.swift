import ArgumentParser
import Glibc
import PuertoBroker
import PuertoCore
import PuertoWire

/// `puerto broker`.
struct BrokerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Answer the web server's requests from the records.",
        discussion: """
            Runs as the operator, beside a web server that runs puerto-cgi, or puerto serve \
            --guarded. Listens on the socket puerto.sock in the workspace: the web server's user \
            reads no record and no key. Checks each session, password and signature itself. Needs \
            neither Docker nor the master key. Ctrl-C and SIGTERM stop it after the current answers.
            """)

    @Option(
        help: ArgumentHelp(
            "The only user that may connect, besides this one and root.",
            discussion: "Default: the users that the mode of the socket lets in.",
            valueName: "name"))
    var user: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let users = try user.map { Set([try BrokerCommand.id(of: $0)]) }
        let (stop, log) = (try StopSignal(), { @Sendable (line: String) in Failure.say(line) })
        stop.listen()
        let workspace = options.folder
        let broker = Broker(
            workspace, database: Workspace.path("puerto.db", in: workspace), log: log)
        try broker.open()
        _ = try broker.client.ask(CheckName())
        var server = try BrokerServer(broker, in: workspace, users: users, log: log)
        print(Workspace.path(SocketAddress.file, in: workspace))
        fflush(nil)
        try server.run(until: stop.descriptor)
    }

    private static func id(of name: String) throws -> uid_t {
        errno = 0
        guard let entry = getpwnam(name) else {
            throw PuertoError(
                .notFound, "there is no user \(PuertoError.quote(name))",
                hint: "name the web server's user, as in www-data"
            ).spanish(
                "no hay ningún usuario \(PuertoError.quote(name))",
                hint: "nombra al usuario del servidor web, como www-data")
        }
        return entry.pointee.pw_uid
    }
}
