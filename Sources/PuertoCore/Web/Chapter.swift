/// An entry of the menu of the portal and of the hook's pages.
package enum Chapter: CaseIterable, Sendable {
    case harbour, runbooks, ports, architecture, business, activity

    /// The page, below its language's root.
    package var path: String {
        switch self {
        case .harbour: PortalPath.harbour
        case .runbooks: PortalPath.runbookIndex
        case .ports: PortalPath.ports
        case .architecture: PortalPath.architecture
        case .business: PortalPath.business
        case .activity: PortalPath.activity
        }
    }

    package func title(_ l: Language) -> String {
        switch self {
        case .harbour: l("Flota", "Harbour")
        case .runbooks: l("Manuales", "Runbooks")
        case .ports: l("Puertos", "Ports")
        case .architecture: l("Arquitectura", "Architecture")
        case .business: l("Negocio", "Business")
        case .activity: l("Actividad", "Activity")
        }
    }
}
