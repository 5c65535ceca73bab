internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Step {
    /// Records the images that were proven healthy as the stack's own.
    static let adopt = Step(.adopt) { preview in
        preview.parameters.lines
    } run: { context in
        try context.world.store.setImages(
            context.job.parameters.images, usual: context.world.settings.images, context.lease)
    }
}

extension StepContext {
    /// Runs the recorded images again, after new ones did not become healthy. An older program on
    /// a newer database may still fail; then it throws, and the job's error says both.
    func rollBack() async throws {
        if try await hasFormerFile() { return try await runFormerFile() }
        say("rolling back to the recorded images")
        let old = try await stack(asItWas: true)
        try await writeFiles(old, isGoingBack: true)
        try await up(old, [])
        let end = ContinuousClock.now + .seconds(world.settings.patience)
        while true {
            let listeners = world.machine.listeners
            let finding = try await old.probe(containers(old), listeners).look()
            if finding.health == .healthy {
                try recordImages(of: old)
                return say("healthy again with the recorded images")
            }
            guard ContinuousClock.now < end else {
                throw PuertoError(.io, "and not healthy with the old images: \(finding.detail)")
                    .spanish(
                        "y tampoco está bien con las imágenes anteriores: \(finding.detail(.es))")
            }
            try await Task.sleep(for: .milliseconds(300))
        }
    }
}
