package import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

/// What an action would do now, step by step, without doing it: containers, networks, ports,
/// commands, files; secrets masked.
package struct ActionPlan: Hashable, Sendable {
    package let action: Action
    package let slug: Slug?
    package let steps: [Step]

    package struct Step: Hashable, Sendable {
        package let name: String
        package let lines: [String]
    }
}

extension ActionPlan {
    /// As it is printed.
    package var text: String {
        let width = steps.map(\.name.count).max() ?? 0
        var out = ""
        for step in steps {
            for (index, line) in step.lines.enumerated() {
                let name = index == 0 ? step.name : ""
                out += name + String(repeating: " ", count: width - name.count + 2) + line + "\n"
            }
        }
        return out
    }

    /// SHA-256 over action, tenant and every line, in hex: another plan has another one, and so
    /// has the same plan in a world that has changed.
    package var hash: String {
        let title = "\(action.rawValue) \(slug?.text ?? "")\n"
        return Digest.sha256(Array((title + text).utf8))
    }
}

extension JobWorld {
    /// Throws what the action itself would throw before its first step.
    package func plan(_ action: Action, _ slug: Slug?, _ parameters: JobParameters) async throws
        -> ActionPlan
    {
        let tenant = try slug.map { try store.tenant($0) }
        if let tenant { try action.check(tenant) }
        let context = PreviewContext(
            world: self, action: action, parameters: parameters, slug: slug,
            engine: EngineCache(engine))
        var steps: [ActionPlan.Step] = []
        for step in try action.steps(for: tenant, parameters) {
            steps.append(
                ActionPlan.Step(name: step.name.rawValue, lines: try await step.preview(context)))
        }
        steps.append(ActionPlan.Step(name: "build", lines: ["make the portal's pages again"]))
        return ActionPlan(action: action, slug: slug, steps: steps)
    }
}
