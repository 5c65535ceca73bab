internal import FoundationEssentials

/// The answer of `/api/health/status`.
package struct WindmillHealth: Hashable, Sendable {
    package let status: Status
    package let isDatabaseHealthy: Bool
    /// The number of workers that have reported in the last minutes.
    package let workersAlive: Int

    package enum Status: String, Sendable, Decodable {
        case healthy
        /// No worker, while the database answers.
        case degraded
        case unhealthy
    }

    package init(status: Status, isDatabaseHealthy: Bool, workersAlive: Int) {
        self.status = status
        self.isDatabaseHealthy = isDatabaseHealthy
        self.workersAlive = workersAlive
    }

    /// Throws `malformed` for any other JSON.
    package init(_ json: [UInt8]) throws {
        do {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(json))
            self.init(
                status: answer.status, isDatabaseHealthy: answer.isDatabaseHealthy,
                workersAlive: answer.workersAlive)
        } catch { throw WindmillError.malformed }
    }

    /// The API's own names.
    private struct Answer: Decodable {
        let status: Status
        let isDatabaseHealthy: Bool
        let workersAlive: Int

        enum CodingKeys: String, CodingKey {
            case status
            case isDatabaseHealthy = "database_healthy"
            case workersAlive = "workers_alive"
        }
    }
}
