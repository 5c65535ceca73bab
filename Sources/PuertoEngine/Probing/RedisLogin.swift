internal import CHiredis
internal import Glibc
internal import PuertoCore

/// A login to a client's own Redis, as the default user. `AUTH` is clear text by protocol, so it is
/// sent to the address of the client's own container and nowhere else.
package struct RedisLogin: Sendable {
    package let peer: ServicePeer

    package init(_ peer: ServicePeer) { self.peer = peer }

    /// Sends `AUTH` and `PING`; waits 5 s at most and blocks its thread meanwhile.
    package func attempt(_ password: [UInt8]) -> LoginAnswer {
        attempt(password, within: Deadline.usual)
    }

    func attempt(_ password: [UInt8], within time: Duration) -> LoginAnswer {
        do throws(NoLogin) {
            let session = try RedisSession(peer, Deadline(in: time))
            let answer = try session.send([Array("AUTH".utf8), password])
            if answer.hasPrefix("WRONGPASS") || answer.hasPrefix("NOAUTH")
                || answer.hasPrefix("ERR invalid password")
            {
                return .wrongPassword
            }
            guard answer == "OK" else { return .unreachable("AUTH: \(answer)") }
            let pong = try session.send([Array("PING".utf8)])
            return pong == "PONG" ? .accepted : .unreachable("PING: \(pong)")
        } catch { return error.answer }
    }

    /// Makes the server accept exactly the passwords with these SHA-256 digests, in hex. Throws
    /// `io`.
    package func setPasswords(digests: [String], loggedInWith password: [UInt8]) throws {
        do throws(NoLogin) {
            let session = try RedisSession(peer, Deadline(in: Deadline.usual))
            let auth = try session.send([Array("AUTH".utf8), password])
            guard auth == "OK" else {
                throw .unreachable("it does not let Puerto in: \(auth)")
            }
            let words = ["ACL", "SETUSER", "default", "resetpass"] + digests.map { "#\($0)" }
            let answer = try session.send(words.map { Array($0.utf8) })
            guard answer == "OK" else { throw .unreachable(answer) }
        } catch {
            let answer = "\(error.answer)"
            throw PuertoError(.io, "Redis answered: \(answer)")
                .spanish("Redis respondió: \(FindingText.words(answer, .es))")
        }
    }
}

/// A conversation with a Redis that ends with its deadline, however slowly the server answers.
final class RedisSession {
    private let context: UnsafeMutablePointer<redisContext>
    private let deadline: Deadline

    /// Connects to a client's own container. Throws what happens instead.
    convenience init(_ peer: ServicePeer, _ deadline: Deadline) throws(NoLogin) {
        try self.init(peer.address, peer.port, deadline)
        try ServerSocket.checkRoute(context.pointee.fd, to: peer)
    }

    /// Connects to any address, for questions that send no password.
    init(_ address: String, _ port: Int, _ deadline: Deadline) throws(NoLogin) {
        guard let context = redisConnectNonBlock(address, CInt(port)) else {
            throw .unreachable("no memory for a connection")
        }
        self.context = context
        self.deadline = deadline
        guard context.pointee.err == 0 else { throw failure }
        guard deadline.wait(for: context.pointee.fd, POLLOUT) else { throw .timeout }
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        getsockopt(context.pointee.fd, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw .unreachable(String(cString: strerror(code))) }
    }

    deinit { redisFree(context) }
}

extension RedisSession {
    /// Sends a command and returns the answer's text.
    func send(_ words: [[UInt8]]) throws(NoLogin) -> String {
        guard append(words) == REDIS_OK else { throw failure }
        var isSent: CInt = 0
        while isSent == 0 {
            guard deadline.wait(for: context.pointee.fd, POLLOUT) else { throw .timeout }
            guard redisBufferWrite(context, &isSent) == REDIS_OK else { throw failure }
        }
        while true {
            guard deadline.wait(for: context.pointee.fd, POLLIN) else { throw .timeout }
            guard redisBufferRead(context) == REDIS_OK else { throw failure }
            var reply: UnsafeMutableRawPointer?
            guard redisGetReplyFromReader(context, &reply) == REDIS_OK else { throw failure }
            guard let reply else { continue }
            defer { freeReplyObject(reply) }
            let answer = reply.assumingMemoryBound(to: redisReply.self).pointee
            guard let text = answer.str else { return "" }
            return PuertoError.visible(String(String(cString: text).prefix(200)))
        }
    }

    private func append(_ words: [[UInt8]]) -> CInt {
        let flat = words.flatMap { $0 }
        var lengths = words.map(\.count)
        return flat.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                var start = 0
                var starts: [UnsafePointer<CChar>?] = words.map { word in
                    defer { start += word.count }
                    return bytes.baseAddress.map { $0 + start }
                }
                return redisAppendCommandArgv(context, CInt(words.count), &starts, &lengths)
            }
        }
    }

    private var failure: NoLogin {
        let text = withUnsafePointer(to: &context.pointee.errstr) {
            $0.withMemoryRebound(to: CChar.self, capacity: 128) { String(cString: $0) }
        }
        return .unreachable(PuertoError.visible(text))
    }
}
