package import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import WindmillScripts

/// The comparison of a client's scripts: its files, its Windmill, and what was pushed last.
package struct ScriptLook: Sendable {
    package let slug: Slug
    /// The version of the files now.
    package let version: String
    /// The version that was pushed last; `nil` when none was, or into data that are gone.
    package let recorded: ScriptVersion?
    /// The parts of the files that are not pushed.
    package let warnings: [PuertoError]
    fileprivate let plan: ScriptPlan
    fileprivate let options: PushOptions
}

extension ScriptLook {
    /// One line for each item that differs. No line has a value.
    package func lines(_ l: Language) -> [String] { plan.lines(options, l) }

    /// Tells whether a push would send a write, fail, or record another version.
    package var wantsPush: Bool {
        plan.changesSomething(options) || recorded?.whole != version
            || plan.items.contains { $0.effect(options) == .refuse || $0.isUnrecorded }
    }
}

extension JobWorld {
    /// Compares a client's scripts. Nothing is written, neither here nor there.
    package func lookAtScripts(of slug: Slug, prunes: Bool = false) async throws -> ScriptLook {
        let scripts = try await scripts(of: slug)
        let options = PushOptions.puerto(JobParameters(prune: prunes), settings)
        return ScriptLook(
            slug: slug, version: scripts.files.version,
            recorded: scripts.facts.target == scripts.target ? scripts.facts.version : nil,
            warnings: scripts.files.layout.warnings, plan: try await scripts.plan(),
            options: options)
    }

    fileprivate func scripts(of slug: Slug) async throws -> ClientScripts {
        try Action.scripts.check(store.tenant(slug))
        let stack = try stack(slug)
        return try await scripts(of: stack, in: engine().containers(of: stack.identity))
    }
}

/// A copy of what the people of a client have made and changed in its workspace.
package struct ScriptCopy: Sendable {
    /// The new folder; `nil` when there was nothing to copy.
    package let folder: String?
    package let count: Int
    /// Secret variables, of which only the names were copied.
    package let secrets: [String]
    /// The items that were left out, each with its reason.
    package let left: [PuertoError]
}

extension JobWorld {
    /// Copies what the client's people have made and changed into a new folder. `makeFolder` is
    /// called once there is something to copy, and makes what is above the folder.
    package func copyScripts(of slug: Slug, makeFolder: () throws -> String) async throws
        -> ScriptCopy
    {
        let scripts = try await scripts(of: slug)
        let plan = try await scripts.plan()
        let copy = try await ScriptTrouble.speaking {
            try await WorkspaceCopy.read(plan, scripts.client)
        }
        guard !copy.items.isEmpty else {
            return ScriptCopy(folder: nil, count: 0, secrets: [], left: copy.unreadable)
        }
        let folder = try makeFolder()
        let left = try copy.write(to: folder)
        return ScriptCopy(
            folder: folder, count: copy.items.count - (left.count - copy.unreadable.count),
            secrets: copy.secrets.map(\.name), left: left)
    }
}
