package import PuertoCore

/// The result of an import, or its plan: what it does to each tenant of the file.
package struct ImportReport: Hashable, Sendable {
    package private(set) var entries: [Entry] = []
    /// The recorded clients that the file does not name. They stay as they are.
    package private(set) var unnamed: [Slug] = []

    package struct Entry: Hashable, Sendable {
        package let slug: Slug
        package let outcome: Settlement.Outcome
        /// The changed fields as `name: old → new`; those of a new record as `name: value`.
        package let changes: [String]
        /// The machine's fields that differ from the file, and stay.
        package let kept: [KeptField]
        /// Tells whether a stack that is there has to be reconciled for the changes to apply.
        package let needsReconcile: Bool
        package let warning: String?
    }

    package init() {}
}

extension ImportReport {
    package var added: [Slug] { slugs(.added) }
    package var changed: [Slug] { slugs(.changed) }
    package var unchanged: [Slug] { slugs(.unchanged) }

    package var warnings: [String] {
        entries.compactMap { entry in entry.warning.map { "'\(entry.slug)': \($0)" } }
    }

    /// Tells whether the import changes no record.
    package var isEmpty: Bool { added.isEmpty && changed.isEmpty }

    private func slugs(_ outcome: Settlement.Outcome) -> [Slug] {
        entries.filter { $0.outcome == outcome }.map(\.slug)
    }

    mutating func add(_ settlement: Settlement, kept: [KeptField], old: Tenant?, isMade: Bool) {
        let tenant = settlement.tenant
        let isNew = settlement.outcome == .added
        let known = tenant.fields.filter { $0.value != "–" && $0.name != "slug" }
        entries.append(
            Entry(
                slug: tenant.slug, outcome: settlement.outcome,
                changes: isNew ? known.map { "\($0.name): \($0.value)" } : settlement.changes,
                kept: kept,
                needsReconcile: isMade && tenant.kind == .client && tenant.status != .archived
                    && (old?.plan != tenant.plan || old?.stack != tenant.stack
                        || old?.slug != tenant.slug),
                warning: settlement.warning))
    }

    mutating func leave(_ slugs: [Slug]) { unnamed = slugs }
}
