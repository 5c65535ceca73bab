internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Sends one request over plain HTTP/1.1 to an address of this machine: no redirects, no cookies,
/// no proxy, a body of at most 64 KiB.
enum PlainHTTP {
    struct Response: Sendable {
        let status: Int
        let body: [UInt8]
    }

    private static let limit = 64 * 1024

    static func get(host: String, port: Int, path: String, patience: Duration) async throws
        -> Response
    {
        let time = TimeAmount.nanoseconds(
            patience.components.seconds * 1_000_000_000
                + patience.components.attoseconds / 1_000_000_000)
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(time)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                            wrappingChannelSynchronously: channel)
                    }
                }
            // Closing the channel also ends a read that is in progress.
            let end = ContinuousClock.now + patience
            let deadline = channel.channel.eventLoop.scheduleTask(in: time) {
                channel.channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            do {
                return try await exchange(channel, host: host, port: port, path: path)
            } catch {
                throw ContinuousClock.now < end ? error : WindmillError.timeout
            }
        } catch let error as WindmillError {
            throw error
        } catch ChannelError.connectTimeout {
            throw WindmillError.timeout
        } catch {
            throw WindmillError.unreachable(reason(error))
        }
    }

    private static func exchange(
        _ channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>, host: String,
        port: Int, path: String
    ) async throws -> Response {
        var response: Response?
        do {
            try await channel.executeThenClose { inbound, outbound in
                let headers = HTTPHeaders([
                    ("host", "\(host):\(port)"), ("connection", "close"),
                    ("user-agent", "puerto"),
                ])
                let head = HTTPRequestHead(
                    version: .http1_1, method: .GET, uri: path, headers: headers)
                try await outbound.write(contentsOf: [.head(head), .end(nil)])
                response = try await read(inbound)
            }
        } catch {
            // The server closes the connection after its answer, so closing it again may fail.
            guard response != nil else { throw error }
        }
        guard let response else { throw WindmillError.unreachable("the connection was closed") }
        return response
    }

    /// `nil` when the connection ends before the answer does.
    private static func read(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>
    ) async throws -> Response? {
        var status = 0
        var body: [UInt8] = []
        for try await part in inbound {
            switch part {
            case .head(let head): status = Int(head.status.code)
            case .body(let bytes):
                body += bytes.readableBytesView
                guard body.count <= limit else { throw WindmillError.malformed }
            case .end: return Response(status: status, body: body)
            }
        }
        return nil
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            return error.connectionErrors.first.map { reason($0.error) } ?? "no connection"
        }
        if let error = error as? IOError {
            return String(cString: strerror(error.errnoCode))
        }
        if error is ChannelError { return "the connection was closed" }
        return "\(error)"
    }
}
