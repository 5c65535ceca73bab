internal import PuertoCore

extension FleetFile {
    /// Throws `PuertoErrors` for duplicate slugs, base systems and slots, with both lines.
    static func checkDoubles(_ drafts: [TenantDeclaration]) throws {
        var errors = ErrorCollector()
        var slugs: [Slug: Int] = [:]
        var slots: [Berth: Int] = [:]
        var base: Int?
        for draft in drafts {
            if let first = slugs.updateValue(draft.line, forKey: draft.slug) {
                errors.add(double("slug '\(draft.slug)'", draft, first))
            }
            if draft.kind == .base {
                if let base { errors.add(double("the base system", draft, base)) }
                base = draft.line
            }
            guard let slot = draft.slot else { continue }
            let berth = Berth(host: draft.host, slot: slot)
            if let first = slots.updateValue(draft.line, forKey: berth) {
                let host = draft.host.map { " on '\($0)'" } ?? ""
                errors.add(double("slot \(slot.number)\(host)", draft, first))
            }
        }
        try errors.finish()
    }

    private struct Berth: Hashable {
        let host: Slug?
        let slot: Slot
    }

    private static func double(_ what: String, _ draft: TenantDeclaration, _ first: Int)
        -> PuertoError
    {
        PuertoError(
            .conflict, "\(what) is there twice", hint: "the first one is in line \(first)",
            place: draft.place)
    }
}
