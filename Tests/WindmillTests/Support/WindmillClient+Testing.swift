import ServerSupport
import Windmill

extension WindmillLimits {
    /// Longer than all tests together: a call waits for its turn among those of two thousand tests,
    /// and one that waits for these limits has failed.
    static let patient = WindmillLimits(
        connect: .seconds(3600), silence: .seconds(3600), total: .seconds(3600),
        list: .seconds(3600), pause: .milliseconds(1))
}

extension WindmillClient {
    /// A client of a server of this test; its token is `testing-token`.
    static func make(_ server: ScriptedServer, _ limits: WindmillLimits = .patient) throws
        -> WindmillClient
    {
        try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: server.port), limits: limits
        ).authorized(by: BearerToken("testing-token"))
    }
}

/// The failure of a call; `nil` when there is none, or one of another type.
func failure(_ work: () async throws -> Void) async -> WindmillError? {
    do { try await work() } catch { return error as? WindmillError }
    return nil
}
