package import PuertoCore

/// The result of an import.
package struct ImportReport: Sendable {
    package private(set) var added: [Slug] = []
    package private(set) var changed: [Slug] = []
    package private(set) var unchanged: [Slug] = []
    package private(set) var warnings: [String] = []

    package init() {}

    mutating func add(_ settlement: Settlement) {
        let slug = settlement.tenant.slug
        switch settlement.outcome {
        case .added: added.append(slug)
        case .changed: changed.append(slug)
        case .unchanged: unchanged.append(slug)
        }
        if let warning = settlement.warning { warnings.append("'\(slug)': \(warning)") }
    }
}
