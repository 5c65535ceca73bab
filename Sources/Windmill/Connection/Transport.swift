internal import AsyncHTTPClient
internal import Dispatch
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// The connections to one instance, kept open between calls and closed with the last reference.
/// They carry no cookies, follow no redirect and use no proxy.
final class Transport: Sendable {
    /// A status and its body, read whole.
    struct Answer: Sendable {
        let status: Int
        let retryAfter: Duration?
        let body: [UInt8]
    }

    /// The bytes that are read of an answer that is an error: more than is shown of it.
    private static let errorLimit = 16 * 1024

    private let http: HTTPClient

    init(_ instance: WindmillInstance, connect: Duration) throws {
        var settings = HTTPClient.Configuration(
            tlsConfiguration: try Self.tls(instance.security), redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connect)), decompression: .disabled)
        settings.httpVersion = .http1Only
        // The call's own limits decide whether a connection is tried again.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.idleTimeout = .seconds(30)
        // A call that finds all connections taken would wait for one only as long as for connecting.
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    deinit { http.shutdown { _ in } }

    /// Sends one request and reads its answer. Throws `notListening`, `unreachable`,
    /// `disconnected`, `timeout` while connecting, `malformed` for what is not HTTP, and
    /// `tooLong`.
    func exchange(_ call: Call, _ request: HTTPClientRequest, _ watch: Watch) async throws
        -> Answer
    {
        // Closing the connections with the last reference would end an answer that is being read.
        defer { withExtendedLifetime(self) {} }
        watch.listen()
        defer { watch.rest() }
        do {
            let response = try await http.execute(request, deadline: .distantFuture)
            watch.listen()
            return Answer(
                status: Int(response.status.code), retryAfter: response.retryAfter,
                body: try await read(response, call, watch))
        } catch let error as WindmillError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw WindmillError(error, call.name)
        }
    }

    private func read(_ response: HTTPClientResponse, _ call: Call, _ watch: Watch) async throws
        -> [UInt8]
    {
        let isWanted = call.isAnswer(Int(response.status.code))
        let limit = isWanted ? call.answerLimit : Self.errorLimit
        var bytes: [UInt8] = []
        for try await chunk in response.body {
            watch.listen()
            try ListBudget.current?.count(bytes: chunk.readableBytes, of: call.name)
            bytes += chunk.readableBytesView.prefix(limit - bytes.count + 1)
            guard bytes.count > limit else { continue }
            // The status of an error says more than its length.
            guard isWanted else { return bytes }
            throw WindmillError.tooLong(call.name, limit: limit)
        }
        return bytes
    }

    private static func tls(_ security: WindmillInstance.Security) throws -> TLSConfiguration? {
        switch security {
        case .plain: return nil
        case .tls(.system): return .makeClientConfiguration()
        case .tls(.certificates(let text)):
            var configuration = TLSConfiguration.makeClientConfiguration()
            do {
                let certificates = try NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
                configuration.trustRoots = .certificates(certificates)
            } catch { throw InvalidValue("certificates", "certificates as PEM") }
            return configuration
        }
    }
}

extension Call {
    /// Tells whether a status belongs to an answer, and not to an error.
    func isAnswer(_ status: Int) -> Bool {
        (200..<300).contains(status) || accepted.contains(status)
    }
}

extension HTTPClientResponse {
    /// `Retry-After` in seconds, at most a day (RFC 9110, section 10.2.3); a date is not read.
    fileprivate var retryAfter: Duration? {
        guard let text = headers.first(name: "retry-after"), let seconds = Int(text),
            (0...86_400).contains(seconds)
        else { return nil }
        return .seconds(seconds)
    }
}
