/// A Windmill server's REST API, as far as nobody needs to log in.
package struct WindmillClient: Sendable {
    package let host: String
    package let port: Int
    /// For each call.
    package let patience: Duration

    package init(host: String, port: Int, patience: Duration = .seconds(5)) {
        self.host = host
        self.port = port
        self.patience = patience
    }
}

extension WindmillClient {
    /// `GET /api/version`: as in `CE v1.743.0`. It touches nothing the server depends on.
    package func version() async throws -> String {
        let response = try await get("/api/version")
        guard response.status == 200 else { throw WindmillError.status(response.status) }
        return String(decoding: response.body.prefix(200), as: UTF8.self)
    }

    /// `GET /api/health/status`: 200 also when it is degraded, 503 when it is unhealthy.
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

/// Why a server did not answer as Windmill does.
package enum WindmillError: Error, Hashable, Sendable {
    /// Nothing listens, or it does not speak HTTP.
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
