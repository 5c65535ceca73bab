package import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

/// The dry run of an action: for each step the containers, networks, ports, commands and files
/// that it would touch now. Secrets are masked.
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
    /// The printed form: one line per entry, with the step's name before its first line.
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

    /// SHA-256 over the action, the tenant and every line, in hex. It differs when the world has
    /// changed, since then the lines differ.
    package var hash: String {
        let title = "\(action.rawValue) \(slug?.text ?? "")\n"
        return Digest.sha256(Array((title + text).utf8))
    }
}

extension JobWorld {
    /// Makes the plan of an action. Throws what the action itself would throw before its first
    /// step.
    package func plan(_ action: Action, _ slug: Slug?, _ parameters: JobParameters) async throws
        -> ActionPlan
    {
        let tenant = try slug.map { try store.tenant($0) }
        if let tenant {
            try action.check(tenant)
            try store.checkDisk(action, tenant.slug)
        }
        try checkImages(action, slug, parameters)
        let context = PreviewContext(
            world: self, action: action, parameters: parameters, slug: slug,
            engine: EngineCache(engine))
        let refusal = await context.refusal()
        var steps: [ActionPlan.Step] = []
        for step in try action.steps(for: tenant, parameters) {
            var lines = steps.isEmpty ? refusal.map { ["stops here: \($0)"] } ?? [] : []
            // What a refused job would do may not be told: its objects are another client's.
            do { lines += try await step.preview(context) } catch {
                if refusal == nil { throw error }
            }
            steps.append(ActionPlan.Step(name: step.name.rawValue, lines: lines))
        }
        steps.append(ActionPlan.Step(name: "build", lines: ["make the portal's pages again"]))
        return ActionPlan(action: action, slug: slug, steps: steps)
    }
}
