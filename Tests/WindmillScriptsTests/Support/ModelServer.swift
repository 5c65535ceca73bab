import Foundation
import Synchronization
import Windmill

@testable import WindmillScripts

/// A workspace of the test on a real socket, with one fault on order.
final class ModelServer: Sendable {
    /// What a server does wrong with one request.
    enum Fault: String, CaseIterable, Sendable {
        case error, tooMany, garbage, half, hangUp, silence
        /// The request is carried out, and its answer never comes.
        case carriedOutAndCutOff
    }

    let world = Mutex(ModelWorkspace())
    private let log = Mutex<[HTTPRequest]>([])
    private let order = Mutex<(number: Int, fault: Fault)?>(nil)
    private let listener = Mutex<Listener?>(nil)
    let client: WindmillClient

    init() throws {
        let handler = Handler()
        let listener = try Listener { handler.reply($0) }
        client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: listener.port),
            limits: WindmillLimits(
                connect: .seconds(3600), silence: .seconds(3600), total: .seconds(3600),
                list: .seconds(3600), attempts: 1)
        ).authorized(by: BearerToken("testing-token"))
        self.listener.withLock { $0 = listener }
        handler.server.withLock { $0 = Unowned(self) }
    }

    /// The same server, asked by a client that waits a moment only.
    var impatient: WindmillClient {
        get throws {
            let port = listener.withLock { $0?.port ?? 0 }
            return try WindmillClient(
                WindmillInstance(host: "127.0.0.1", port: port),
                limits: WindmillLimits(
                    connect: .seconds(3600), silence: .seconds(3), total: .seconds(3600),
                    list: .seconds(3600), attempts: 1)
            ).authorized(by: BearerToken("testing-token"))
        }
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }
    var writes: [String] { requests.filter(\.isWrite).map(\.line) }

    /// Forgets the requests so far, and orders a fault at one of those to come, from 0.
    func begin(_ fault: Fault? = nil, at number: Int = 0) {
        log.withLock { $0 = [] }
        order.withLock { $0 = fault.map { (number, $0) } }
    }

    fileprivate func reply(_ request: HTTPRequest) -> HTTPReply {
        let number = log.withLock {
            $0.append(request)
            return $0.count - 1
        }
        let fault = order.withLock { $0?.number == number ? $0?.fault : nil }
        switch fault {
        case nil: break
        case .error: return .answer(500, Data("Internal: fault @x.rs:1".utf8))
        case .tooMany: return .answer(429, Data("Too many".utf8))
        case .garbage: return .answer(200, Data("<html>".utf8))
        case .half: return .bytes("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf")
        case .hangUp: return .bytes("")
        case .silence: return .silence
        case .carriedOutAndCutOff:
            _ = answer(request)
            return .bytes("HTTP/1.1 200 OK\r\n")
        }
        return answer(request)
    }

    private func answer(_ request: HTTPRequest) -> HTTPReply {
        world.withLock { world in
            do {
                let (status, data) = try world.answer(request)
                return .answer(status, data)
            } catch let refused as ModelWorkspace.Refused {
                return .answer(refused.status, Data(refused.text.utf8))
            } catch {
                return .answer(422, Data("\(error)".utf8))
            }
        }
    }

    /// Breaks the circle of server and listener.
    private final class Handler: Sendable {
        let server = Mutex<Unowned?>(nil)

        func reply(_ request: HTTPRequest) -> HTTPReply {
            server.withLock { $0?.server }?.reply(request) ?? .bytes("")
        }
    }

    private struct Unowned: Sendable {
        weak let server: ModelServer?
        init(_ server: ModelServer) { self.server = server }
    }
}
