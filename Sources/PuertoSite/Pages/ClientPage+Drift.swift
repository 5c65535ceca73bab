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
        section("drift", l("Desviación", "Drift"), into: &out) { out in
            let drift = operations.drift
            let verdict =
                drift.isEmpty
                ? l("todo está como dice el registro", "everything is as the record says")
                : drift.counted(l)
            if let at = operations.comparedAt {
                out += """
                    <p\(seen("drift"))>\(l("Comparado el", "Compared on")) \(site.time(at).html(l)): \(verdict).</p>

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
                <p>\(l("Y \(more.grouped(l)) más:", "And \(more.grouped(l)) more:"))</p>
                \(Parts.code(["puerto doctor \(tenant.slug)"], l))
                """
        }
    }

    private func uncompared(into out: inout HTML) {
        let isChanged = operations.jobs.contains { $0.state == .done }
        let words =
            isChanged
            ? l(
                "Sin comparar con el registro desde el último trabajo.",
                "Not compared with the record since the last job.")
            : l("Nunca se ha comparado con el registro.", "Never compared with the record.")
        out += """
            <p class="empty">\(words)</p>
            \(Parts.code(["puerto probe \(tenant.slug)"], l))
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
    /// The counts in words: `una desviación`, `3 desviaciones y 1 cosa sin comprobar`.
    func counted(_ l: Language) -> String {
        let unseen = count { $0.verdict == .notLookedAt }
        let parts = [different(count - unseen, l), unlooked(unseen, l)].compactMap { $0 }
        return parts.joined(separator: l(" y ", " and "))
    }

    private func different(_ count: Int, _ l: Language) -> String? {
        guard count > 0 else { return nil }
        return count == 1
            ? l("una desviación", "one thing differs")
            : l("\(count.grouped(l)) desviaciones", "\(count.grouped(l)) things differ")
    }

    private func unlooked(_ count: Int, _ l: Language) -> String? {
        guard count > 0 else { return nil }
        return count == 1
            ? l("una cosa sin comprobar", "one thing was not looked at")
            : l(
                "\(count.grouped(l)) cosas sin comprobar",
                "\(count.grouped(l)) things were not looked at")
    }
}
