/// The ends of source files and Windmill's names of their languages.
enum ScriptLanguage {
    /// The longest end that fits counts; the first end of a language is the one that is written.
    static let ends: [(end: String, language: String)] = [
        (".py", "python3"), (".ts", "bun"), (".bun.ts", "bun"), (".fetch.ts", "nativets"),
        (".deno.ts", "deno"), (".go", "go"), (".sh", "bash"), (".ps1", "powershell"),
        (".php", "php"), (".rs", "rust"), (".cs", "csharp"), (".nu", "nu"), (".java", "java"),
        (".rb", "ruby"), (".r", "rlang"), (".gql", "graphql"), (".playbook.yml", "ansible"),
        (".pg.sql", "postgresql"), (".my.sql", "mysql"), (".bq.sql", "bigquery"),
        (".sf.sql", "snowflake"), (".ms.sql", "mssql"), (".odb.sql", "oracledb"),
        (".duckdb.sql", "duckdb"),
    ]

    /// The path of the item and the language of a source file; `nil` for any other file.
    static func of(_ path: String) -> (stem: String, language: String)? {
        let fitting = ends.filter { path.hasSuffix($0.end) }
        guard let best = fitting.max(by: { $0.end.utf8.count < $1.end.utf8.count }) else {
            return nil
        }
        return (String(path.dropLast(best.end.count)), best.language)
    }

    /// The end of a language's files; `nil` for a language that has none.
    static func end(of language: String) -> String? {
        ends.first { $0.language == language }?.end
    }
}
