import PuertoCore

/// The plans with their prices, as pages show them in each of the portal's languages.
struct PriceList {
    let plans: [PricingPlan]
    let agency: Agency

    private var locales: [RegionalLocale] { agency.languages.map(agency.locale) }

    /// A row for each plan; empty without plans.
    var text: String {
        guard !plans.isEmpty else { return "" }
        let heads =
            [Headings.word("PLAN"), Headings.word("NAME")]
            + locales.map { "\(Headings.word("PRICE")) (\($0.rawValue))" }
        let rows = plans.map { plan in
            [plan.id, plan.name] + locales.map { price(plan).text($0) }
        }
        return Table([heads] + rows).text
    }

    /// The JSON of each plan, as `--json` prints it.
    var views: [View] {
        plans.map { plan in
            let shown = locales.map { ($0.rawValue, price(plan).text($0)) }
            return View(
                plan: plan.id, name: plan.name, price: price(plan).plain,
                currency: agency.currency.code,
                shown: Dictionary(shown) { first, _ in first })
        }
    }

    struct View: Encodable {
        let plan: String
        let name: String
        /// The amount as `puerto.yaml` has it.
        let price: String
        let currency: String
        /// The amount as pages show it, by locale.
        let shown: [String: String]
    }

    private func price(_ plan: PricingPlan) -> Money {
        Money(minor: plan.monthly, currency: agency.currency)
    }
}
