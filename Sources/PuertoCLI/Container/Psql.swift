import ArgumentParser
import PuertoCore
import PuertoEngine

/// `puerto psql SLUG`.
struct Psql: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "psql", abstract: "Open a client's database.",
        discussion: """
            Runs psql in the container of PostgreSQL, as the user postgres, through its local \
            socket: no password is needed or shown. On a terminal it is interactive; otherwise \
            it reads statements from standard input. The history records the use, not what is \
            typed.
            """)

    @Argument(help: "The client.") var slug: String
    @Option(help: "The database.") var database = "windmill"
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let name = try String.line(database, called: "database", limit: 63)
        let access = try await ServiceAccess(options, slug)
        let container = try access.running(.postgres)
        _ = try await access.program(
            ["psql"], in: container,
            hint: "puerto shell \(slug) postgres opens its shell; any PostgreSQL client on this "
                + "machine reaches port \(access.tenant.ports.postgres)")
        // History files would stay in the container.
        let words = [
            "psql", "--no-password", "--username", "postgres", "--set", "HISTFILE=/dev/null",
            "--dbname", name,
        ]
        try access.open(
            "psql", .postgres,
            access.engine.docker.exec(words, in: container, ServiceAccess.streams)
        )
    }
}
