/// The answer of `/api/health/status`.
package struct WindmillHealth: Hashable, Sendable {
    package let status: Status
    package let isDatabaseHealthy: Bool
    /// The number of workers that have reported in the last five minutes.
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
}

extension WindmillHealth: Decodable {
    private enum CodingKeys: String, CodingKey {
        case status
        case isDatabaseHealthy = "database_healthy"
        case workersAlive = "workers_alive"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decode(Status.self, forKey: .status)
        isDatabaseHealthy = try container.decode(Bool.self, forKey: .isDatabaseHealthy)
        workersAlive = try container.count(.workersAlive)
    }
}

/// The states of a server, in the order of a start.
package enum WindmillReadiness: Hashable, Sendable {
    /// Nothing listens: the server has not started, or it migrates its database, which it does
    /// before it opens the port.
    case notListening
    case unhealthy
    /// It answers, and no worker is alive: jobs wait.
    case degraded
    case healthy
}
