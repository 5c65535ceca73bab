internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Synchronization

extension StepContext {
    /// Pulls missing images beside the queue, one after the other. Why one was not pulled becomes
    /// a problem of the preflight.
    func pull(_ images: [ImageReference], _ stack: Stack, for preflight: inout Preflight)
        async throws
    {
        guard !images.isEmpty else { return }
        let redactor = try stack.redactor()
        let failures = try await places.pulling {
            var failures: [ImageReference: PuertoError] = [:]
            for image in images {
                do { try await pull(image, redactor) } catch let error as PuertoError {
                    say("\(image): \(error.message)")
                    failures[image] = PullFailure.error(
                        of: image, RecordedText(messageOf: error))
                }
            }
            return failures
        }
        preflight.pullFailures = failures
        preflight.missingImages = images.filter { failures[$0] != nil }
    }

    private func pull(_ image: ImageReference, _ redactor: Redactor) async throws {
        let engine = try await engine.get()
        let command = engine.docker.pull(image, silence: world.settings.patience)
        say("$ \(command)")
        let (log, drawing) = (log, Drawing())
        try await interruptible {
            do {
                try await engine.perform(command) { drawn in
                    if let line = drawing.line(drawn) { log.say(redactor(line)) }
                }
            } catch let error as PuertoError {
                throw error.rewording { text, _ in redactor(text) }
            }
        }
    }
}

/// The progress of one pull that is drawn already.
private final class Drawing: Sendable {
    private let progress = Mutex(PullProgress())

    func line(_ drawn: String) -> String? { progress.withLock { $0.line(drawn) } }
}
