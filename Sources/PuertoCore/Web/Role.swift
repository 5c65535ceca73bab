/// The rights of a logged-in operator.
package enum Role: String, CaseIterable, Sendable, Codable {
    /// May do everything that the portal offers.
    case owner
    /// May look at pages and jobs, and change nothing.
    case viewer

    package func word(_ l: Language) -> String {
        switch self {
        case .owner: l("propietario", "owner")
        case .viewer: l("solo mira", "viewer")
        }
    }
}
