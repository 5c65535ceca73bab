import PuertoCore
import PuertoStore

extension ImportReport {
    /// The result of the import, as counts and names.
    var summary: [String] {
        [
            Spoken.say(
                "\(added.count) nuevos, \(changed.count) cambiados, \(unchanged.count) sin cambios",
                "\(added.count) added, \(changed.count) changed, \(unchanged.count) unchanged")
        ] + names(Spoken.say("nuevos", "added"), added)
            + names(Spoken.say("cambiados", "changed"), changed)
    }

    /// The plan: what changes, field by field, and what stays though the file says otherwise.
    /// Empty when there is nothing to say.
    var lines: [String] {
        var lines: [String] = []
        for entry in entries where entry.outcome != .unchanged || !entry.kept.isEmpty {
            lines.append(
                entry.outcome == .added
                    ? "\(entry.slug): \(Spoken.say("nuevo", "new"))" : "\(entry.slug)")
            lines += entry.changes.map { "  \($0)" }
            if entry.needsReconcile {
                lines.append(
                    Spoken.say("  su pila sigue con: ", "  its stack follows with: ")
                        + "puerto reconcile \(entry.slug)")
            }
            lines += entry.kept.map { field in
                Spoken.say(
                    "  se queda: \(field.name) \(field.recorded) (el archivo dice "
                        + "\(field.declared); \(field.way(of: entry.slug)))",
                    "  kept: \(field.name) \(field.recorded) (the file says \(field.declared); "
                        + "\(field.way(of: entry.slug)))")
            }
        }
        guard !lines.isEmpty || !isEmpty else { return [] }
        return lines
            + names(
                Spoken.say("fuera del archivo, siguen igual", "not in the file, stays as it is"),
                unnamed)
    }

    /// The plan for a dry run.
    var text: String { (lines + summary.prefix(1)).map { $0 + "\n" }.joined() }

    /// The number of records, for a question.
    var count: String {
        let count = added.count + changed.count
        return Spoken.say(
            "\(count) \(count == 1 ? "registro" : "registros")",
            "\(count) \(count == 1 ? "record" : "records")")
    }

    var shownWarnings: [String] {
        let more =
            warnings.count > 5
            ? [
                Spoken.say(
                    "y \(warnings.count - 5) más de esa clase",
                    "and \(warnings.count - 5) more of that kind")
            ] : []
        return warnings.prefix(5) + more
    }

    private func names(_ what: String, _ slugs: [Slug]) -> [String] {
        guard !slugs.isEmpty else { return [] }
        let more =
            slugs.count > 8
            ? Spoken.say(
                " y \(slugs.count - 8) más", " and \(slugs.count - 8) more") : ""
        return ["\(what): \(slugs.prefix(8).map(\.text).joined(separator: ", "))\(more)"]
    }
}

extension KeptField {
    private var changes: String { Spoken.say("lo cambia", "changes it") }

    /// The way to change the field nevertheless.
    fileprivate func way(of slug: Slug) -> String {
        if name == "slug" { return "puerto tenant edit \(slug) --new-slug \(changes)" }
        return name.hasSuffix("image")
            ? "puerto upgrade \(changes)" : "puerto tenant edit \(slug) \(changes)"
    }
}
