internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One request over plain HTTP/1.1 to an address of this machine: no redirects, no cookies, no
/// proxy, a body of at most 64 KiB.
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
            // Closing the channel ends the reading, whoever is in the middle of it.
            let deadline = channel.channel.eventLoop.scheduleTask(in: time) {
                channel.channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            return try await exchange(channel, host: host, port: port, path: path)
        } catch let error as WindmillError {
            throw error
        } catch is ChannelError {
            throw WindmillError.timeout
        } catch {
            throw WindmillError.unreachable(reason(error))
        }
    }

    private static func exchange(
        _ channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>, host: String,
        port: Int, path: String
    ) async throws -> Response {
        try await channel.executeThenClose { inbound, outbound in
            let headers = HTTPHeaders([
                ("host", "\(host):\(port)"), ("connection", "close"), ("user-agent", "puerto"),
            ])
            try await outbound.write(
                .head(HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers))
            )
            try await outbound.write(.end(nil))
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
            throw status == 0 ? WindmillError.unreachable("it hung up") : WindmillError.timeout
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            return error.connectionErrors.first.map { reason($0.error) } ?? "no connection"
        }
        if let error = error as? IOError {
            return String(cString: strerror(error.errnoCode))
        }
        return "\(error)"
    }
}
