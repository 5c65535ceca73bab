package import PuertoCore

/// The stacks on this machine that Puerto did not make.
package struct StackSurvey: Hashable, Sendable {
    package let stacks: [FoundStack]
    /// Containers of PostgreSQL, Redis or a worker for which no Windmill was found.
    package let others: [Sighting]

    /// Groups containers by Compose's project, else by their names without the words for services;
    /// what has no Windmill in its group joins the one of its slot's ports.
    package init(_ containers: [ContainerState], ports: PortRule) {
        let sightings = containers.compactMap { Sighting($0, ports: ports) }
        let groups = Dictionary(grouping: sightings, by: \.group).values
        var whole = groups.filter { $0.contains { $0.kind == .windmill } }
        var rest: [Sighting] = []
        for one in groups.filter({ !$0.contains { $0.kind == .windmill } }).joined() {
            let places = whole.indices.filter { place in
                whole[place].contains {
                    $0.kind == .windmill && !$0.slots.isDisjoint(with: one.slots)
                }
            }
            if places.count == 1 { whole[places[0]].append(one) } else { rest.append(one) }
        }
        stacks = whole.map { FoundStack($0, ports: ports) }.sorted { $0.order < $1.order }
        others = rest.sorted { $0.name < $1.name }
    }
}

extension Sighting {
    fileprivate var group: String { project.map { "project \($0)" } ?? "name \(stem)" }
}

extension FoundStack {
    /// The base system comes first, then the others by slot and name.
    fileprivate var order: (Int, String) {
        let server = sightings.first { $0.kind == .windmill }
        return (server?.slots.min()?.number ?? Int.max, server?.name ?? "")
    }
}
