internal import AsyncHTTPClient
internal import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1

extension WindmillClient {
    /// Sends a call, again where that is safe, and returns its answer. Throws `WindmillError`, or
    /// `CancellationError` when the task was cancelled.
    @discardableResult
    func send(_ call: Call) async throws -> Transport.Answer {
        let total = call.total ?? limits.total
        let watch = Watch(
            total: ListBudget.current.map { min($0.rest, total) } ?? total,
            silence: call.silence ?? limits.silence)
        let answer = try await watch.guarding(call.name) { try await attempts(call, watch) }
        guard call.isAnswer(answer.status) else {
            let secrets = call.secrets + (token.map { [$0.secret] } ?? [])
            throw WindmillError(answer, call, without: secrets)
        }
        return answer
    }

    private func attempts(_ call: Call, _ watch: Watch) async throws -> Transport.Answer {
        let request = request(call)
        let attempts = call.isRepeatable ? limits.attempts : 1
        var pause = limits.pause
        for attempt in 1... {
            let isLast = attempt >= attempts
            do {
                let answer = try await transport.exchange(call, request, watch)
                // A server that asks for no pause at all does not get the next request at once.
                let wanted = max(answer.retryAfter ?? pause, pause)
                guard !isLast, answer.isTransient, !call.isAnswer(answer.status),
                    watch.allows(wanted)
                else { return answer }
                try await Task.sleep(for: wanted)
            } catch let error as WindmillError {
                guard !isLast, error.isTransient, watch.allows(pause) else { throw error }
                try await Task.sleep(for: pause)
            }
            pause *= 2
        }
        throw CancellationError()
    }

    private func request(_ call: Call) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: instance.base + call.target)
        request.method = call.method
        request.headers.add(name: "user-agent", value: "puerto")
        request.headers.add(name: "accept", value: "application/json, text/plain")
        if let token {
            request.headers.add(name: "authorization", value: "Bearer \(token.secret.text)")
        }
        if let body = call.body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }
}

extension WindmillClient {
    /// Sends a call whose answer is JSON. Throws `malformed` with the field that is wrong.
    func json<Value: Decodable>(_ call: Call, as type: Value.Type = Value.self) async throws
        -> Value
    {
        try Self.decode(try await send(call), call)
    }

    /// Sends a call whose answer is a text, which its type checks. Throws `malformed`.
    func text<Value>(_ call: Call, as make: (String) throws -> Value) async throws -> Value {
        let answer = try await send(call)
        do { return try make(String(decoding: answer.body, as: UTF8.self)) } catch {
            throw WindmillError.malformed(call.name, field: "body")
        }
    }

    static func decode<Value: Decodable>(_ answer: Transport.Answer, _ call: Call) throws -> Value {
        // The decoder calls itself for each level, and no time limit ends it.
        guard JSONNesting.isBounded(answer.body) else {
            throw WindmillError.malformed(call.name, field: "nesting")
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(answer.body))
        } catch let error as DecodingError {
            throw WindmillError.malformed(call.name, field: error.field)
        } catch {
            throw WindmillError.malformed(call.name, field: "body")
        }
    }
}

extension Transport.Answer {
    /// True when the status says that the server may answer otherwise soon.
    fileprivate var isTransient: Bool { [429, 502, 503, 504].contains(status) }
}
