internal import PuertoCore

/// A place in the portal's menu.
enum Chapter: CaseIterable, Sendable {
    case harbour, runbooks, ports, architecture, business, activity

    var path: String {
        switch self {
        case .harbour: "index.html"
        case .runbooks: "runbooks/index.html"
        case .ports: "ports.html"
        case .architecture: "architecture.html"
        case .business: "business.html"
        case .activity: "activity.html"
        }
    }

    func title(_ l: Language) -> String {
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
