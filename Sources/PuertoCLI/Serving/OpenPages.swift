internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// The browsers with an open page, each on one endless request (server-sent events). They get every
/// build, and the errors of the last one.
final class OpenPages: Sendable {
    private let state = Mutex(State())

    private struct State {
        var news = OpenPages.text([])
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var count = 0
        var isClosed = false
    }

    /// The interval at which the last news is sent again, which also finds closed browsers.
    private static let pulse = Duration.seconds(15)
    /// The number of errors that are sent: more tell a reader nothing new.
    private static let limit = 10
}

extension OpenPages {
    func hear(of news: Watching.News) {
        let text =
            switch news {
            case .built: OpenPages.text([])
            case .failed(let errors): OpenPages.text(errors)
            }
        state.withLock {
            $0.news = text
            for listener in $0.listeners.values { listener.yield() }
        }
    }

    /// Ends every request.
    func close() {
        state.withLock {
            $0.isClosed = true
            for listener in $0.listeners.values { listener.finish() }
        }
    }

    /// An endless response that begins with the last news.
    func response() -> Response {
        let headers: HTTPFields = [
            .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
        ]
        let body = ResponseBody { [self] writer in
            let (news, listener) = AsyncStream.makeStream(
                of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let number = add(listener)
            let pulse = Task {
                while !Task.isCancelled {
                    listener.yield()
                    try await Task.sleep(for: OpenPages.pulse)
                }
            }
            defer {
                pulse.cancel()
                remove(number)
            }
            for await _ in news {
                try await writer.write(ByteBuffer(string: state.withLock { $0.news }))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}

extension OpenPages {
    private func add(_ listener: AsyncStream<Void>.Continuation) -> Int {
        state.withLock {
            if $0.isClosed { listener.finish() }
            $0.count += 1
            $0.listeners[$0.count] = listener
            return $0.count
        }
    }

    private func remove(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }

    /// One event; a browser that has lost the server connects again after a second.
    private static func text(_ errors: [String]) -> String {
        let news = BuildNews(
            errors: Array(errors.prefix(limit)), more: max(0, errors.count - limit))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(news) else { return "" }
        return "retry: 1000\ndata: " + String(decoding: json, as: UTF8.self) + "\n\n"
    }
}
