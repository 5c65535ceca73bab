internal import PuertoCore
internal import WindmillScripts

extension Step {
    /// Compares files, server and the last push.
    static let lookAtScripts = Step(.look) { preview in
        let scripts = try await preview.scripts()
        let options = PushOptions.puerto(preview.parameters, preview.world.settings)
        return try await scripts.plan().lines(options, .en)
    } run: { context in
        try await context.recordedScripts.lookAtAll()
    }

    /// Pushes, and records each item as it is pushed.
    static let pushScripts = Step(.push) { preview in
        preview.parameters.prune
            ? ["write what is new or has changed; remove what has no file any more"]
            : ["write what is new or has changed; remove nothing"]
    } run: { context in
        try await context.countChange()
        try await context.recordedScripts.push()
    }

    /// Records the version of the files.
    static let recordScripts = Step(.record) { preview in
        let stack = try preview.stack()
        let version = try preview.world.scriptFiles(of: stack.slug).version
        return ["version \(version.prefix(12))"]
    } run: { context in
        try context.recordedScripts.record(try await context.stack())
    }

    /// Brings the scripts into a Windmill that has none of them yet.
    static let scripts = Step(.scripts) { preview in
        let reason = try preview.world.reasonForNoScripts(of: preview.stack())
        return [reason ?? "push content/windmill, and the client's own scripts"]
    } run: { context in
        try await context.recordedScripts.make(context.stack())
    }
}

extension StepContext {
    /// The records of this job's push.
    fileprivate var recordedScripts: RecordedScripts {
        RecordedScripts(
            world: world, lease: lease,
            look: {
                let stack = try await stack()
                return try await world.scripts(of: stack, in: try await containers(stack))
            }, say: { say($0) })
    }
}

extension PreviewContext {
    fileprivate func scripts() async throws -> ClientScripts {
        try await world.scripts(of: try stack(), in: try await containers())
    }
}
