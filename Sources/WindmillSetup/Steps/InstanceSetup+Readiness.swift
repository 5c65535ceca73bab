internal import Windmill

extension InstanceSetup {
    /// Waits until the server is healthy, which needs a worker that reports. Throws `outOfTime` with
    /// the state that it was in last.
    package func waitUntilHealthy() async throws -> Outcome {
        try await within(.readiness) {
            var last = WindmillReadiness.notListening
            do {
                try await wait(.readiness, .health(.healthy)) {
                    last = try await server.readiness()
                    return last == .healthy
                }
            } catch SetupError.outOfTime {
                throw SetupError.outOfTime(.readiness, .health(last))
            }
            return .same
        }
    }
}
