import Dispatch
import Glibc
import PuertoCore
import Synchronization

/// Asks the system's resolver whether it knows every name below `localhost`.
enum LocalResolver {
    /// The time for an answer. One that has to ask a name server first does not know the names.
    private static let patience = DispatchTimeInterval.seconds(2)

    static func knowsLocalNames() -> Bool {
        let name = "puerto-\(RandomID().text.prefix(12)).\(HostName.machine)"
        let (answer, ended) = (Answer(), DispatchSemaphore(value: 0))
        DispatchQueue.global().async {
            answer.isLoopback.store(isLoopback(name), ordering: .sequentiallyConsistent)
            ended.signal()
        }
        guard ended.wait(timeout: .now() + patience) == .success else { return false }
        return answer.isLoopback.load(ordering: .sequentiallyConsistent)
    }

    private final class Answer: Sendable {
        let isLoopback = Atomic<Bool>(false)
    }

    private static func isLoopback(_ name: String) -> Bool {
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, nil, &first) == 0, let first else { return false }
        defer { freeaddrinfo(first) }
        let found = sequence(first: first) { $0.pointee.ai_next }
        return found.allSatisfy { entry in
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let (address, length) = (entry.pointee.ai_addr, entry.pointee.ai_addrlen)
            guard
                getnameinfo(
                    address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
            else { return false }
            let host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            return host == "::1" || host.hasPrefix("127.")
        }
    }
}
