internal import Glibc

/// The holder of a service's port of 127.0.0.1, as the engine and the kernel tell. Nobody at the
/// port is asked, and nothing is sent there.
package enum PortHolder: Hashable, Sendable {
    /// The service's own container, by all that is known.
    case container
    case nobody
    /// Another process. The text names it in words.
    case stranger(String)
    /// The engine was not asked.
    case unknown
}

extension PortHolder {
    /// `container` is the service's own. Docker's proxy listens for it, as a process of root's, or
    /// of the operator's own where the engine is: both read every secret anyway.
    package init(
        of port: Int, _ container: ContainerState?, listeners: [Listener],
        user: Int = Int(geteuid())
    ) {
        let all = listeners.filter { $0.port == port }
        let exact = all.filter(\.isLoopback)
        let reached = exact.isEmpty ? all : exact
        let isBound =
            container?.holdsItsPorts == true
            && container?.bound?.contains { $0.hasSuffix(":\(port)") } ?? true
        guard isBound else {
            self = reached.first.map { .stranger("a process of user \($0.user)") } ?? .nobody
            return
        }
        let foreign = reached.first { $0.user != 0 && $0.user != user }
        self = foreign.map { .stranger("a process of user \($0.user)") } ?? .container
    }

    /// Its fault, in words; `nil` for none.
    package func problem(at port: Int) -> String? {
        switch self {
        case .container, .unknown: nil
        case .nobody: "127.0.0.1:\(port) is not published"
        case .stranger(let who):
            "127.0.0.1:\(port) is served by a stranger, \(who), and not by this client's container"
        }
    }
}
