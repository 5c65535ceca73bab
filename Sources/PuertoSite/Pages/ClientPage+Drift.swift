internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Tells whether the stack was compared with its record, or could have been.
    var hasDriftSection: Bool {
        operations.comparedAt != nil || !operations.drift.isEmpty
            || (!isBase && tenant.status.isBilled)
    }

    /// The differences from the record, each with the command that repairs it.
    func drift(into out: inout HTML) {
        guard hasDriftSection else { return }
        section("drift", l("Comparación con el registro", "Drift"), into: &out) { out in
            let drift = operations.drift
            let verdict =
                drift.isEmpty
                ? l("todo está como dice el registro", "everything is as the record says")
                : drift.counted(locale)
            if let at = operations.comparedAt {
                out += """
                    <p\(seen("drift"))>\(l("Comparado el", "Compared on")) \(site.time(at).html(locale)): \(verdict).</p>

                    """
            }
            guard operations.comparedAt != nil || !drift.isEmpty else {
                return uncompared(into: &out)
            }
            guard !drift.isEmpty else { return }
            let items = drift.prefix(ClientPage.driftShown).map(row)
            out += "<ul class=\"plain apart\">\n\(items)</ul>\n"
            let more = drift.count - ClientPage.driftShown
            guard more > 0 else { return }
            out += """
                <p>\(l("Y \(more.grouped(locale)) más.", "And \(more.grouped(locale)) more."))</p>
                \(shell(["puerto doctor \(tenant.slug)"]))
                """
        }
    }

    private func uncompared(into out: inout HTML) {
        let isChanged = operations.jobs.contains { $0.startedAt != nil }
        let words =
            isChanged
            ? l(
                "Sin comparar con el registro desde el último trabajo.",
                "Not compared with the record since the last job.")
            : l("Nunca se ha comparado con el registro.", "Never compared with the record.")
        out += """
            <p class="empty">\(words)</p>
            \(shell(["puerto probe \(tenant.slug)"]))
            """
    }

    private static let driftShown = 20

    private func unseen(_ drift: Drift) -> HTML? {
        guard drift.verdict == .notLookedAt else { return nil }
        return "<b>\(l("Sin comprobar:", "Not looked at:"))</b> "
    }

    private func row(_ drift: Drift) -> HTML {
        """
        <li><span class="tag">\(drift.kind.word(l))</span> \(unseen(drift))<code>\(Detail.cut(drift.subject))</code>
        <div>\(Parts.name(Detail.cut(drift.words(l))))</div>
        <div class="mend"><code data-copy>\(drift.mend)</code></div></li>

        """
    }
}

extension [Drift] {
    /// The counts in words: `one thing differs`, `3 things differ and one was not looked at`.
    func counted(_ locale: RegionalLocale) -> String {
        let l = locale.language
        let unseen = count { $0.verdict == .notLookedAt }
        let differing = locale.counted(
            count - unseen,
            one: l("una cosa difiere de lo registrado", "one thing differs"),
            many: l("cosas difieren de lo registrado", "things differ"))
        let unlooked = locale.counted(
            unseen, one: l("una cosa sin comprobar", "one thing was not looked at"),
            many: l("cosas sin comprobar", "things were not looked at"))
        return [differing, unlooked].compactMap(\.self).joined(separator: l(" y ", " and "))
    }
}

extension RegionalLocale {
    /// `one`, or the number and `many`; `nil` for zero.
    fileprivate func counted(_ count: Int, one: String, many: String) -> String? {
        guard count > 0 else { return nil }
        return count == 1 ? one : "\(count.grouped(self)) \(many)"
    }
}
