internal import Glibc

/// Connection attempts from inside the network of another process. It needs the rights of root, and
/// nothing in the container itself.
package struct NamespaceKnock: Sendable {
    /// The process whose network is entered.
    package let process: Int

    package init(process: Int) { self.process = process }

    /// Tells whether the process has ended. `/proc` may hide a living process from all but root.
    package var isGone: Bool { geteuid() == 0 && access("/proc/\(process)", F_OK) != 0 }

    package struct Target: Hashable, Sendable {
        package let address: String
        package let port: Int

        package init(address: String, port: Int) {
            self.address = address
            self.port = port
        }
    }
}

extension NamespaceKnock {
    /// Milliseconds that a neighbour on the same machine has for an answer.
    private static let patience: Int32 = 400
    /// Attempts at a time.
    private static let width = 64
    /// Knocks before an open door counts, and the pause between them.
    private static let times = 3
    private static let pause = Duration.milliseconds(500)

    /// Returns the targets that accept a connection; `nil` when the network cannot be entered. It
    /// blocks its thread meanwhile.
    package func answered(_ targets: [Target]) -> [Target]? {
        var found: [Target] = []
        for start in stride(from: 0, to: targets.count, by: NamespaceKnock.width) {
            let part = Array(targets[start..<min(start + NamespaceKnock.width, targets.count)])
            guard let sockets = makeSockets(part.count) else { return nil }
            found += NamespaceKnock.accepted(part, sockets)
            for socket in sockets { close(socket) }
        }
        return found
    }

    /// Returns the targets that answer three times; `nil` when the network cannot be entered.
    ///
    /// Whenever a network is made or removed, Docker takes its rules out and puts them back: for a
    /// moment all clients reach each other, and the rules are not lost.
    package static func lasting(
        in targets: [Target], knock: ([Target]) async -> [Target]?
    ) async -> [Target]? {
        var answered = await knock(targets)
        for _ in 1..<times {
            guard let again = answered, !again.isEmpty else { break }
            try? await Task.sleep(for: pause)
            answered = await knock(again)
        }
        return answered
    }

    /// Makes sockets inside the namespace. A socket stays where it was made; the thread that went
    /// there ends.
    private func makeSockets(_ count: Int) -> [CInt]? {
        let visit = Visit(path: "/proc/\(process)/ns/net", count: count)
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(visit)
        let status = pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Visit>.fromOpaque(pointer).takeUnretainedValue().make() }
                return nil
            }, retained.toOpaque())
        if status == 0 { pthread_join(thread, nil) }
        retained.release()
        guard visit.sockets.count == count else {
            for socket in visit.sockets { close(socket) }
            return nil
        }
        return visit.sockets
    }

    private static func accepted(_ targets: [Target], _ sockets: [CInt]) -> [Target] {
        var open: [Int] = []
        for (index, target) in targets.enumerated() where begin(sockets[index], target) {
            open.append(index)
        }
        var found: Set<Int> = []
        var clock = timespec()
        clock_gettime(CLOCK_MONOTONIC, &clock)
        let end = clock.milliseconds + Int(patience)
        while !open.isEmpty {
            clock_gettime(CLOCK_MONOTONIC, &clock)
            let left = end - clock.milliseconds
            guard left > 0 else { break }
            var polled = open.map { pollfd(fd: sockets[$0], events: Int16(POLLOUT), revents: 0) }
            guard poll(&polled, nfds_t(polled.count), Int32(left)) > 0 else { break }
            for (index, entry) in zip(open, polled) where entry.revents != 0 {
                if isConnected(entry.fd) { found.insert(index) }
                open.removeAll { $0 == index }
            }
        }
        return found.sorted().map { targets[$0] }
    }

    /// Begins to connect; `false` when that failed at once.
    private static func begin(_ socket: CInt, _ target: Target) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        guard let port = UInt16(exactly: target.port),
            inet_pton(AF_INET, target.address, &address.sin_addr) == 1
        else { return false }
        address.sin_port = port.bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return status == 0 || errno == EINPROGRESS
    }

    private static func isConnected(_ socket: CInt) -> Bool {
        var error: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0
    }
}

/// Makes sockets in a namespace. Only its own thread uses it until that has ended.
private final class Visit {
    private let path: String
    private let count: Int
    private(set) var sockets: [CInt] = []

    /// glibc declares `setns(2)` only for programs that ask for GNU extensions, which Swift's
    /// module of it does not.
    private static let setns = dlsym(nil, "setns").map {
        unsafeBitCast($0, to: (@convention(c) (CInt, CInt) -> CInt).self)
    }

    init(path: String, count: Int) {
        self.path = path
        self.count = count
    }

    func make() {
        let namespace = open(path, O_RDONLY | O_CLOEXEC)
        guard namespace >= 0 else { return }
        defer { close(namespace) }
        // CLONE_NEWNET (linux/sched.h).
        guard let setns = Visit.setns, setns(namespace, 0x4000_0000) == 0 else { return }
        let kind =
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            | Int32(SOCK_NONBLOCK.rawValue)
        for _ in 0..<count {
            let descriptor = socket(AF_INET, kind, 0)
            guard descriptor >= 0 else { return }
            sockets.append(descriptor)
        }
    }
}

extension timespec {
    fileprivate var milliseconds: Int { tv_sec * 1000 + tv_nsec / 1_000_000 }
}
