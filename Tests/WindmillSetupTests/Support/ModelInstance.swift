import Foundation
import ServerSupport
import Synchronization

/// An instance of Windmill in memory, which answers the calls of a setup as the server's code does,
/// and has one accident on order.
final class ModelInstance: Sendable {
    /// An accident at the request of that number, counted from 0.
    struct Fault: Sendable, CustomStringConvertible {
        var kind: Kind
        var number: Int
        /// Whether the request is carried out before.
        var isCarriedOut: Bool

        var description: String { "\(kind) at \(number)" + (isCarriedOut ? ", carried out" : "") }

        enum Kind: String, CaseIterable, Sendable {
            case broken, busy, garbage, half, closed, hung
        }
    }

    private let state = Mutex(ModelState())
    private let fault = Mutex<Fault?>(nil)
    private let counted = Mutex(0)

    init(_ change: (inout ModelState) -> Void = { _ in }) { state.withLock { change(&$0) } }

    /// Looks at the state, or changes it.
    @discardableResult
    func withState<Value: Sendable>(_ work: (inout ModelState) throws -> Value) rethrows -> Value {
        try state.withLock { state throws -> Value in try work(&state) }
    }

    /// Orders an accident, and counts requests from here on.
    func order(_ order: Fault?) {
        counted.withLock { $0 = 0 }
        fault.withLock { $0 = order }
    }

    func server() throws -> ScriptedServer {
        try ScriptedServer { [self] request, _ in reply(to: request) }
    }

    private func reply(to request: Request) -> Reply {
        let number = counted.withLock { count in
            count += 1
            return count - 1
        }
        guard let fault = fault.withLock({ $0 }), fault.number == number else {
            let (status, text) = state.withLock { $0.answer(request) }
            return .answer(status, text)
        }
        if fault.isCarriedOut { _ = state.withLock { $0.answer(request) } }
        switch fault.kind {
        case .broken: return .answer(500, "Internal: broken on order @model.rs:1")
        case .busy: return .answer(429, "Too many requests", "retry-after: 0")
        case .garbage: return .answer(200, "{\"]\u{7F}<html>")
        case .half: return .last("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha")
        case .closed: return .last("")
        case .hung: return .silence(after: "")
        }
    }
}
