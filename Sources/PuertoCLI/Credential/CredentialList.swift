import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto credential list SLUG`.
struct CredentialList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a client's credentials without their values.")

    @Argument(help: "The client.") var slug: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let facts = try options.open().readingStore().credentials(of: Slug(slug))
        let now = SystemClock.now()
        let views = CredentialField.allCases.map { field in
            CredentialView(field, facts.first { $0.field == field }, now: now)
        }
        try output.print(
            views,
            columns: [
                Column("FIELD") { $0.field.rawValue },
                Column("FINGERPRINT") { $0.fact?.fingerprint ?? "–" },
                Column("SET") { $0.fact.map { Timestamp.text($0.setAt) } ?? "–" },
                Column("AGE") { $0.days.map { "\($0) d" } ?? "–" },
                Column("VERSION") { ($0.fact?.version).map(String.init) ?? "–" },
                Column("VALUE") { $0.originText(Spoken.language) },
            ])
    }
}
