internal import Dispatch
package import Glibc
internal import PuertoCore
internal import PuertoWire

/// Serves a broker on the socket of a workspace. One thread reads and writes all connections, so
/// that slow ones hold nothing up; a few others answer.
package struct BrokerServer {
    private let socket: BrokerListener
    private let broker: Broker
    /// The users that may connect; `nil` for everybody whom the socket's mode lets in.
    private let users: Set<uid_t>?
    private let log: @Sendable (String) -> Void
    private let answers: AnswerQueue
    private var connections: [CInt: BrokerConnection] = [:]

    /// Connections at once; of more, the one that has waited longest is closed.
    private static let most = 256
    /// Milliseconds for a request to arrive whole, and for an answer to be taken.
    private static let patience = 5_000

    /// Listens. Throws `conflict` when another broker does already, and `io`.
    package init(
        _ broker: Broker, in workspace: String, users: Set<uid_t>?,
        log: @escaping @Sendable (String) -> Void
    ) throws {
        socket = try BrokerListener.listening(in: workspace)
        self.broker = broker
        self.users = users
        self.log = log
        answers = try AnswerQueue(broker)
    }
}

extension BrokerServer {
    /// Answers requests until `stop` can be read. Requests that have arrived whole are answered
    /// first. Throws `io`.
    package mutating func run(until stop: CInt) throws {
        var isStopping = false
        while !isStopping || connections.values.contains(where: \.isBusy) {
            var wanted = [
                pollfd(fd: stop, events: CShort(POLLIN), revents: 0),
                pollfd(fd: answers.descriptor, events: CShort(POLLIN), revents: 0),
                pollfd(fd: socket.descriptor, events: CShort(POLLIN), revents: 0),
            ]
            // A stop that was seen would be seen again at once, and new requests wait no more.
            if isStopping { wanted[0].fd = -1 }
            if isStopping { wanted[2].fd = -1 }
            wanted += connections.map { pollfd(fd: $0, events: $1.events, revents: 0) }
            guard poll(&wanted, nfds_t(wanted.count), timeout) >= 0 || errno == EINTR else {
                throw PuertoError(.io, "cannot wait: \(String(cString: strerror(errno)))")
            }
            if wanted[0].revents != 0 { isStopping = true }
            if wanted[1].revents != 0 { takeAnswers(isStopping) }
            for question in wanted[3...] where question.revents != 0 {
                serve(question.fd, question.revents, isStopping)
            }
            if wanted[2].revents != 0, !isStopping { accept() }
            closeLate()
        }
        for descriptor in connections.keys { close(descriptor) }
    }

    /// Milliseconds until the next connection is late; -1 without one.
    private var timeout: CInt {
        let now = SystemClock.monotonicMilliseconds()
        let ends = connections.values.filter { !$0.isAnswering }.map(\.end)
        return ends.min().map { CInt(max(0, min($0 - now, 60_000))) } ?? -1
    }

    private mutating func accept() {
        // The listening socket does not block: all that wait are taken.
        while true {
            let made = Glibc.accept(socket.descriptor, nil, nil)
            guard made >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            _ = fcntl(made, F_SETFD, FD_CLOEXEC)
            _ = fcntl(made, F_SETFL, O_NONBLOCK)
            guard mayConnect(made) else {
                close(made)
                continue
            }
            if connections.count >= BrokerServer.most { closeOldest() }
            guard connections.count < BrokerServer.most else {
                close(made)
                continue
            }
            connections[made] = BrokerConnection(
                end: SystemClock.monotonicMilliseconds() + BrokerServer.patience)
        }
    }

    private func mayConnect(_ descriptor: CInt) -> Bool {
        // `struct ucred` of unix(7), which Glibc's module leaves out: process, user, group.
        var (peer, size) = ([UInt32](repeating: .max, count: 3), socklen_t(12))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0, size == 12 else {
            return false
        }
        guard let users, !users.contains(peer[1]), peer[1] != 0, peer[1] != geteuid() else {
            return true
        }
        log("user \(peer[1]) was refused at '\(SocketAddress.file)'")
        return false
    }

    private mutating func serve(_ descriptor: CInt, _ events: CShort, _ isStopping: Bool) {
        guard var connection = connections[descriptor] else { return }
        let isOpen = connection.move(descriptor, events)
        if isOpen, !isStopping, let request = connection.takeRequest() {
            connection.isAnswering = true
            answers.add(request, for: descriptor, connection.number)
        }
        connections[descriptor] = connection
        if !isOpen { drop(descriptor) }
    }

    private mutating func takeAnswers(_ isStopping: Bool) {
        for answer in answers.taken() {
            // The number tells it from a later connection with the same descriptor.
            guard var connection = connections[answer.descriptor],
                connection.number == answer.number
            else { continue }
            connection.isAnswering = false
            connection.end = SystemClock.monotonicMilliseconds() + BrokerServer.patience
            connection.put(answer.bytes)
            connections[answer.descriptor] = connection
            serve(answer.descriptor, CShort(POLLOUT), isStopping)
        }
    }

    private mutating func drop(_ descriptor: CInt) {
        // A request that nobody waits for is not answered, unless that has begun.
        if let gone = connections.removeValue(forKey: descriptor) { answers.forget(gone.number) }
        close(descriptor)
    }

    private mutating func closeLate() {
        let now = SystemClock.monotonicMilliseconds()
        let late = connections.filter { !$1.isAnswering && $1.end <= now }
        for descriptor in late.keys { drop(descriptor) }
    }

    private mutating func closeOldest() {
        let idle = connections.filter { !$1.isAnswering }
        if let oldest = idle.min(by: { $0.value.number < $1.value.number }) { drop(oldest.key) }
    }
}
