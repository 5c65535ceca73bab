/// A client of a Windmill server's REST API, limited to the calls that need no login.
package struct WindmillClient: Sendable {
    package let host: String
    package let port: Int
    /// The timeout of each call.
    package let patience: Duration

    package init(host: String, port: Int, patience: Duration = .seconds(5)) {
        self.host = host
        self.port = port
        self.patience = patience
    }
}

extension WindmillClient {
    /// Calls `GET /api/version`, which answers as in `CE v1.743.0`. It uses nothing that the
    /// server depends on.
    package func version() async throws -> String {
        let response = try await get("/api/version")
        guard response.status == 200 else { throw WindmillError.status(response.status) }
        return String(decoding: response.body.prefix(200), as: UTF8.self)
    }

    /// Calls `GET /api/health/status`, which answers 200 also when degraded, 503 when unhealthy.
    package func health() async throws -> WindmillHealth {
        let response = try await get("/api/health/status")
        guard response.status == 200 || response.status == 503 else {
            throw WindmillError.status(response.status)
        }
        return try WindmillHealth(response.body)
    }

    private func get(_ path: String) async throws -> PlainHTTP.Response {
        try await PlainHTTP.get(host: host, port: port, path: path, patience: patience)
    }
}

/// A failure to get an answer as Windmill gives it.
package enum WindmillError: Error, Hashable, Sendable {
    /// Nothing listens on the port, or it does not speak HTTP.
    case unreachable(String)
    case timeout
    case status(Int)
    /// The answer is not what the API promises.
    case malformed
}

extension WindmillError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let reason): "does not answer: \(reason)"
        case .timeout: "does not answer in time"
        case .status(let code): "answers with status \(code)"
        case .malformed: "answers with something that is not Windmill's"
        }
    }
}
