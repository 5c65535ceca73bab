extension StackProbe {
    /// A service's port of 127.0.0.1, and who holds it.
    package struct PublishedPort: Hashable, Sendable {
        package let number: Int
        package let holder: PortHolder

        package init(number: Int, holder: PortHolder) {
            self.number = number
            self.holder = holder
        }
    }

    /// A fault of a published port.
    package struct PortProblem: Hashable, Sendable {
        package let port: Int
        package let text: String
        /// True when another server than the client's answers there.
        package let isStrange: Bool
        /// True when engine and kernel tell it, without a question to the port.
        package var isKnown = false
    }
}

extension StackProbe.PublishedPort {
    /// Asks a PostgreSQL for the challenge that its own container has given.
    func postgresProblem(_ inside: PostgresChallenge, at peer: ServicePeer) -> StackProbe
        .PortProblem?
    {
        do throws(NoLogin) {
            let outside = PostgresGreeting(address: "127.0.0.1", port: number)
            if try outside.challenge() == inside { return nil }
            // A password that has just been changed has another salt: both are asked once more.
            let again = PostgresGreeting(address: peer.address, port: peer.port)
            if try outside.challenge() == again.challenge() { return nil }
            return strange("another PostgreSQL")
        } catch { return problem(error.answer) }
    }

    /// Asks a Redis whether it wants a password.
    func redisProblem() -> StackProbe.PortProblem? {
        do throws(NoLogin) {
            let session = try RedisSession("127.0.0.1", number, Deadline(in: Deadline.usual))
            let answer = try session.send([Array("PING".utf8)])
            if answer.hasPrefix("NOAUTH") { return nil }
            guard answer == "PONG" else { return problem(.unreachable(answer)) }
            return strange("a Redis without a password")
        } catch { return problem(error.answer) }
    }

    /// The fault that follows from who holds the port.
    func holderProblem() -> StackProbe.PortProblem? {
        guard let text = holder.problem(at: number) else { return nil }
        var isStrange = false
        if case .stranger = holder { isStrange = true }
        return StackProbe.PortProblem(
            port: number, text: text, isStrange: isStrange, isKnown: true)
    }

    private func strange(_ who: String) -> StackProbe.PortProblem? {
        PortHolder.stranger(who).problem(at: number).map {
            StackProbe.PortProblem(port: number, text: $0, isStrange: true)
        }
    }

    /// A server that asks for something else than the container's is not the container's.
    private func problem(_ answer: LoginAnswer) -> StackProbe.PortProblem? {
        switch answer {
        case .accepted: nil
        case .wrongPassword, .unreachable:
            StackProbe.PortProblem(
                port: number, text: "127.0.0.1:\(number): \(answer)", isStrange: false)
        case .withheld: strange("\(answer)")
        }
    }
}
