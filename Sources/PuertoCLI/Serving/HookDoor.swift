internal import Dispatch
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoDoor
internal import PuertoHook

/// Runs the hook in this process, as a web server runs `puerto-cgi`, without a process for each
/// request.
struct HookDoor: Sendable {
    let hook: Hook
    /// The hook's path, as in `/hook`.
    let mount: String
    /// The path of `public/`.
    let files: String

    typealias HookRequest = PuertoHook.Request

    /// The answer of the hook, or of a check before it that refuses the request.
    func answer(_ request: Hummingbird.Request, at path: [UInt8], peer: String) async -> Answer {
        var asked: HookRequest?
        do {
            let whole = try await read(request, at: path, peer: peer)
            asked = whole
            let response = await ask(whole)
            return Answer(response, to: whole, files: files, by: .here)
        } catch {
            return await refusal(error, of: request, at: path, peer: peer)
        }
    }

    /// The answer to a request that is refused before the hook: a page for a person.
    func refusal(
        _ refusal: Refusal, of request: Hummingbird.Request, at path: [UInt8]?, peer: String
    ) async -> Answer {
        let asking = HookDoor.asking(request, at: path, peer: peer)
        let response = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: refusal.response(to: asking, by: hook))
            }
        }
        return Answer(response, to: asking, files: files, by: .here)
    }

    /// The page for a person who has asked under another name; `nil` for a program.
    static func misdirected(
        _ request: Hummingbird.Request, to portal: String, peer: String
    ) -> Answer? {
        let asking = asking(request, at: nil, peer: peer)
        return Hook.misdirect(asking, to: portal).map {
            Answer($0, to: asking, files: "", by: .here)
        }
    }

    /// Makes of a refused request the one that tells the hook who asks.
    static func asking(
        _ request: Hummingbird.Request, at path: [UInt8]?, peer: String
    ) -> HookRequest {
        let target = try? PercentPath((request.head.path ?? "/").utf8)
        var headers = request.headers.map {
            HookRequest.Header(name: $0.name.canonicalName, value: Array($0.value.utf8))
        }
        if let authority = request.head.authority {
            headers.append(HookRequest.Header(name: "host", value: Array(authority.utf8)))
        }
        return .asking(
            request.method.rawValue, path, target?.query ?? [], headers, peer: peer)
    }

    /// Asks the hook whether the request has a session.
    func check(_ request: Hummingbird.Request, peer: String) async -> Visitor {
        do {
            let headers = try HookDoor.headers(
                request, without: ["content-type", "content-length"])
            let response = await ask(
                HookRequest(
                    method: "GET", path: Array("/session/check".utf8), headers: headers, peer: peer)
            )
            switch response.status {
            case 200..<300: return .known
            case 401: return .unknown
            default: return .unsaid(Answer(response, to: nil, files: files, by: .here))
            }
        } catch {
            return .unsaid(await refusal(error, of: request, at: nil, peer: peer))
        }
    }

    enum Visitor: Sendable {
        case known, unknown
        /// The hook could not tell; the answer says why.
        case unsaid(Answer)
    }

    /// Runs the hook on a thread that may block: it reads files and hashes passwords.
    private func ask(_ request: HookRequest) async -> PuertoHook.Response {
        await withCheckedContinuation { done in
            DispatchQueue.global().async { done.resume(returning: hook.answer(request)) }
        }
    }
}

extension HookDoor {
    private func read(
        _ request: Hummingbird.Request, at path: [UInt8], peer: String
    ) async throws(Refusal) -> HookRequest {
        let method = try RequestHead.method(Array(request.method.rawValue.utf8))
        let target = try PercentPath((request.head.path ?? "/").utf8)
        let headers = try HookDoor.headers(request, without: [])
        let length = try RequestHead.bodyLength(
            method, length: request.headers[.contentLength].map { Array($0.utf8) },
            hasType: request.headers[.contentType]?.isEmpty == false,
            isChunked: request.headers[.transferEncoding] != nil)
        let body = length == 0 ? [] : try await HookDoor.body(of: request, length)
        return HookRequest(
            method: method, path: path, query: target.query, headers: headers, body: body,
            peer: peer)
    }

    private static func headers(
        _ request: Hummingbird.Request, without dropped: Set<String>
    ) throws(Refusal) -> [HookRequest.Header] {
        var headers = request.headers.map { field in
            HookRequest.Header(name: field.name.canonicalName, value: Array(field.value.utf8))
        }
        if let authority = request.head.authority {
            headers.append(HookRequest.Header(name: "host", value: Array(authority.utf8)))
        }
        headers.removeAll { $0.name == "proxy" || dropped.contains($0.name) }
        try RequestHead.check(headers)
        return headers
    }

    private static func body(
        of request: Hummingbird.Request, _ length: Int
    ) async throws(Refusal) -> [UInt8] {
        let bytes = try await collected(request)
        guard bytes.readableBytes == length else { throw Refusal(400) }
        return Array(bytes.readableBytesView)
    }

    /// Returns the whole body. Throws 408 where it has not come in time, and 400 for one that is cut
    /// short or too large.
    static func collected(
        _ request: Hummingbird.Request
    ) async throws(Refusal) -> ByteBuffer {
        let end = ContinuousClock.now.advanced(by: .milliseconds(Limits.patience))
        let whole = await withTaskGroup(of: Result<ByteBuffer, Refusal>.self) { group in
            group.addTask {
                let bytes = try? await request.body.collect(upTo: HookRequest.bodyLimit)
                return bytes.map { .success($0) } ?? .failure(Refusal(400))
            }
            group.addTask {
                try? await Task.sleep(until: end)
                return .failure(Refusal(408))
            }
            let first = await group.next() ?? .failure(Refusal(400))
            group.cancelAll()
            return first
        }
        return try whole.get()
    }
}
