internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Plan and price in one line, what the plan includes, and the disk.
    func business(into out: inout HTML) {
        section("business", l("Cobro", "Money"), into: &out) { out in
            guard let plan = site.plan(of: tenant) else {
                out += """
                    <p class="empty">\(l("Sin plan.", "No plan.")) \(givePlan)</p>
                    \(given)
                    """
                return
            }
            let since: HTML? = tenant.since.map {
                " · \(l("cliente desde el", "client since")) \($0.html(locale))"
            }
            let included = plan.limits.text(locale)
            let limits: HTML? =
                included.isEmpty
                ? nil : "<p class=\"soft\">\(l("Incluye", "Includes")) \(included).</p>\n"
            out += """
                <p><b>\(plan.name)</b>: \(billing(site.price(plan).text(locale)))\(since)</p>
                \(limits)\(given)
                """
        }
    }

    /// The disk, memory and processors of its plan; nothing for a stack that Puerto did not make, which
    /// has limits of its own.
    private var given: HTML? { tenant.isObserved ? nil : "\(disk)\(use)" }

    private var givePlan: HTML {
        guard let address = site.hookAddress(l) else {
            let plan = site.plans.first?.id ?? "PLAN"
            return "<code data-copy>puerto tenant edit \(tenant.slug.text) --plan \(plan)</code>"
        }
        let target = address("/tenants/\(tenant.slug.text)/edit")
        return "<a href=\"\(target)\">\(l("Ponle uno", "Give it one"))</a>"
    }

    private func billing(_ price: String) -> String {
        switch tenant.status {
        case .ready, .degraded: l("\(price) al mes", "\(price) a month")
        case .draft, .provisioning:
            l(
                "\(price) al mes, que pagará desde que esté listo",
                "\(price) a month, which it pays once it is ready")
        case .suspended:
            l(
                "\(price) al mes, que no se cobra mientras está suspendido",
                "\(price) a month, not billed while it is suspended")
        case .archived: l("ya no se cobra", "no longer billed")
        }
    }
}
