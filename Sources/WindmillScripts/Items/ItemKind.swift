package import PuertoCore

/// The kinds of items that are pushed, in the order in which they are.
package enum ItemKind: String, Hashable, Sendable, CaseIterable, Codable {
    case folder
    case resourceType = "resource-type"
    case variable, resource, script, flow, schedule
}

extension ItemKind: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.place < other.place }

    private var place: Int { ItemKind.allCases.firstIndex(of: self) ?? 0 }

    package func word(_ l: Language) -> String {
        switch self {
        case .folder: l("carpeta", "folder")
        case .resourceType: l("tipo de recurso", "resource type")
        case .variable: "variable"
        case .resource: l("recurso", "resource")
        case .script: l("script", "script")
        case .flow: l("flujo", "flow")
        case .schedule: l("programación", "schedule")
        }
    }
}

/// The name of an item in a workspace: a kind and a path, or the name of a folder or a resource
/// type.
package struct ItemKey: Hashable, Sendable, Comparable {
    package let kind: ItemKind
    package let name: String

    package init(_ kind: ItemKind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    package static func < (one: Self, other: Self) -> Bool {
        one.kind == other.kind ? one.name < other.name : one.kind < other.kind
    }
}

extension ItemKey: CustomStringConvertible {
    /// As in `script f/reports/daily`.
    package var description: String { "\(kind.rawValue) \(name)" }

    package func text(_ l: Language) -> String { "\(kind.word(l)) \(name)" }
}
