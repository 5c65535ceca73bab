package import PuertoCore

/// A container that Puerto did not make and that looks like a service of a stack.
package struct Sighting: Hashable, Sendable {
    package let container: ContainerState
    package let adopted: AdoptedContainer
    package let evidence: [Evidence]
    /// The container's name without the words for services, as `cyn-einstein-kids`; may be empty.
    let stem: String
    /// The label of Compose; anybody may have written it, so it only groups.
    let project: String?
    /// The slots whose port of this service it publishes.
    package let slots: Set<Slot>

    package var kind: ServiceKind { adopted.kind }
    package var name: String { adopted.name }

    /// The facts that tell which service a container is.
    package enum Evidence: Hashable, Sendable {
        case image, name
        case port(Int)
        case project(String)
    }
}

extension Sighting {
    /// Returns `nil` for a container of Puerto's, for one that is no service of a stack, and for one
    /// with a name or an image that records do not take.
    init?(_ container: ContainerState, ports rule: PortRule) {
        let words = Sighting.words(container.name)
        guard
            let kind = Sighting.kind(ofImage: container.image) ?? Sighting.kind(ofWords: words)
        else { return nil }
        let service = container.labels["com.docker.compose.service"] ?? ""
        let isWorker =
            kind == .windmill && container.publishedPorts.isEmpty
            && (words + Sighting.words(service)).contains { $0.hasPrefix("worker") }
        self.init(container, as: isWorker ? .worker : kind, ports: rule)
    }

    /// The same for a service that an operator names.
    init?(_ container: ContainerState, as kind: ServiceKind, ports rule: PortRule) {
        guard !container.isPuertos,
            let adopted = try? AdoptedContainer(
                kind: kind, id: container.id, name: container.name, image: container.image)
        else { return nil }
        let words = Sighting.words(container.name)
        let found = container.publishedPorts.filter { rule.slot(of: $0, kind) != nil }
        let label = container.labels["com.docker.compose.project"]
        self.container = container
        self.adopted = adopted
        project = label.flatMap { (1...128).contains($0.utf8.count) ? $0 : nil }
        slots = Set(found.compactMap { rule.slot(of: $0, kind) })
        stem = Sighting.stem(words)
        evidence =
            (Sighting.kind(ofImage: container.image) == nil ? [] : [.image])
            + (words.contains(where: Sighting.serviceWords.contains) ? [.name] : [])
            + found.map(Evidence.port) + (project.map { [.project($0)] } ?? [])
    }

    private static func kind(ofImage image: String) -> ServiceKind? {
        let path = image.split(separator: "@")[0]
        let last = path.split(separator: "/").last?.split(separator: ":").first?.lowercased() ?? ""
        // Helpers of Windmill's own that serve no client.
        guard !["-lsp", "-extra", "-multiplayer", "-cli"].contains(where: last.hasSuffix) else {
            return nil
        }
        if last.contains("windmill") { return .windmill }
        if last.contains("postgres") { return .postgres }
        return last.contains("redis") || last.contains("valkey") ? .redis : nil
    }

    private static func kind(ofWords words: [String]) -> ServiceKind? {
        if words.contains("windmill") { return .windmill }
        if words.contains(where: { $0 == "postgres" || $0 == "postgresql" }) { return .postgres }
        return words.contains("redis") ? .redis : nil
    }

    static func words(_ name: String) -> [String] {
        name.lowercased().split { "_-.".contains($0) }.prefix(20).map(String.init)
    }

    private static func stem(_ words: [String]) -> String {
        var rest = words.filter { !serviceWords.contains($0) }
        // Compose numbers its containers.
        if rest.count > 1, let last = rest.last, Int(last) != nil { rest.removeLast() }
        return rest.joined(separator: "-")
    }

    private static let serviceWords: Set<String> = [
        "windmill", "worker", "server", "postgres", "postgresql", "redis", "db",
    ]
}

extension PortRule {
    /// Returns the slot whose port of a service this is; `nil` for any other port.
    func slot(of port: Int, _ kind: ServiceKind) -> Slot? {
        switch kind {
        case .windmill: try? Slot(port - app)
        case .postgres: try? Slot(port - postgres)
        case .redis: try? Slot(port - redis)
        case .worker: nil
        }
    }
}
