import PuertoCore
import PuertoStore

extension ImportReport {
    var lines: [String] {
        ["\(added.count) added, \(changed.count) changed, \(unchanged.count) unchanged"]
            + names("added", added) + names("changed", changed)
    }

    var shownWarnings: [String] {
        let more = warnings.count > 5 ? ["and \(warnings.count - 5) more of that kind"] : []
        return warnings.prefix(5) + more
    }

    private func names(_ what: String, _ slugs: [Slug]) -> [String] {
        guard !slugs.isEmpty else { return [] }
        let more = slugs.count > 8 ? " and \(slugs.count - 8) more" : ""
        return ["\(what): \(slugs.prefix(8).map(\.text).joined(separator: ", "))\(more)"]
    }
}
