/// Calls that need no token.
extension WindmillClient {
    /// Calls `GET /api/version`, which answers as in `CE v1.743.0` as soon as the server listens.
    /// The text is one line of at most 100 characters.
    package func version() async throws -> String {
        try await text(.get("/version")) { CleanText.line($0, atMost: 100) }
    }

    /// Calls `GET /api/health/status`, which answers 200 also when degraded, 503 when unhealthy.
    /// The server answers from a memory of five seconds; `fresh` has it look anew.
    package func health(fresh: Bool = false) async throws -> WindmillHealth {
        var call = Call.get("/health/status", fresh ? [("force", "true")] : [])
        call.accepted = [503]
        return try await json(call)
    }

    /// Tells how far the server has started. A server that does not listen, or hangs up without an answer, as a
    /// published port without a server behind it does, is an answer too; other failures are thrown.
    package func readiness() async throws -> WindmillReadiness {
        do {
            switch try await health(fresh: true).status {
            case .healthy: return .healthy
            case .degraded: return .degraded
            case .unhealthy: return .unhealthy
            }
        } catch let error as WindmillError {
            switch error {
            case .notListening, .disconnected: return .notListening
            case .unreachable, .timeout, .refused, .malformed, .tooLong, .tooManyRows,
                .openSourceBuild, .noAuthentication:
                throw error
            }
        }
    }

    /// Tells whether the instance has only the stock login with its stock password, and no
    /// `base_url`.
    package func isFirstTimeSetup() async throws -> Bool {
        try await json(.get("/auth/is_first_time_setup"))
    }
}
