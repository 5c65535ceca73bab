import ArgumentParser

/// `puerto scripts`.
struct ScriptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scripts", abstract: "Compare, push and copy back clients' scripts.",
        discussion: """
            content/windmill/ has the scripts of every client, content/tenants/SLUG/windmill/ a \
            client's own, in the layout of the wmill program.
            """,
        subcommands: [ScriptsDiff.self, ScriptsPush.self, ScriptsPull.self])
}
