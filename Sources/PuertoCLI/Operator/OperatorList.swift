import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto operator list`.
struct OperatorList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who may log in.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let rows = try options.open().store().operators().map(OperatorView.init)
        try output.print(
            rows,
            columns: [
                Column("NAME", \.name), Column("ROLE", \.role), Column("ADDED", \.added),
                Column("PASSWORD SET", \.passwordSet),
            ])
    }
}

/// An operator as listings show one; times are RFC 3339, UTC.
private struct OperatorView: Encodable {
    let name: String
    let role: String
    let added: String
    let passwordSet: String

    init(_ who: Operator) {
        name = who.name.text
        role = who.role.rawValue
        added = Timestamp.text(who.addedAt)
        passwordSet = Timestamp.text(who.changedAt)
    }
}
