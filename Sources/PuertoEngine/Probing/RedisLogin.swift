internal import CHiredis
internal import Glibc
internal import PuertoCore

/// A login to a tenant's Redis, as the default user.
package struct RedisLogin: Sendable {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Sends `AUTH` and `PING`; waits 5 s at most and blocks its thread meanwhile.
    package func attempt(_ password: [UInt8]) -> LoginAnswer {
        do {
            return try session { context in
                let answer = try RedisLogin.send(context, [Array("AUTH".utf8), password])
                if answer.hasPrefix("WRONGPASS") || answer.hasPrefix("NOAUTH")
                    || answer.hasPrefix("ERR invalid password")
                {
                    return .wrongPassword
                }
                guard answer == "OK" else { return .unreachable("AUTH: \(answer)") }
                let pong = try RedisLogin.send(context, [Array("PING".utf8)])
                return pong == "PONG" ? .accepted : .unreachable("PING: \(pong)")
            }
        } catch let error as PuertoError {
            return .unreachable(error.message)
        } catch {
            return .unreachable("\(error)")
        }
    }

    /// Makes the server accept exactly the passwords with these SHA-256 digests, in hex. Throws
    /// `io`.
    package func setPasswords(digests: [String], loggedInWith password: [UInt8]) throws {
        try session { context in
            let auth = try RedisLogin.send(context, [Array("AUTH".utf8), password])
            guard auth == "OK" else {
                throw PuertoError(.io, "Redis does not let Puerto in: \(auth)")
            }
            let words =
                ["ACL", "SETUSER", "default", "resetpass"] + digests.map { "#\($0)" }
            let answer = try RedisLogin.send(context, words.map { Array($0.utf8) })
            guard answer == "OK" else { throw PuertoError(.io, "Redis answered: \(answer)") }
        }
    }
}

extension RedisLogin {
    private func session<Value>(
        _ body: (UnsafeMutablePointer<redisContext>) throws -> Value
    ) throws -> Value {
        let context = redisConnectWithTimeout(host, CInt(port), timeval(tv_sec: 5, tv_usec: 0))
        guard let context else { throw PuertoError(.io, "no memory for a connection") }
        defer { redisFree(context) }
        guard context.pointee.err == 0 else { throw RedisLogin.failure(context) }
        redisSetTimeout(context, timeval(tv_sec: 5, tv_usec: 0))
        return try body(context)
    }

    /// Sends a command and returns the answer's text.
    private static func send(
        _ context: UnsafeMutablePointer<redisContext>, _ words: [[UInt8]]
    ) throws -> String {
        let flat = words.flatMap { $0 }
        var lengths = words.map(\.count)
        let reply = flat.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                var start = 0
                var starts: [UnsafePointer<CChar>?] = words.map { word in
                    defer { start += word.count }
                    return bytes.baseAddress.map { $0 + start }
                }
                return redisCommandArgv(context, CInt(words.count), &starts, &lengths)
            }
        }
        guard let reply else { throw failure(context) }
        defer { freeReplyObject(reply) }
        let answer = reply.assumingMemoryBound(to: redisReply.self).pointee
        guard let text = answer.str else { return "" }
        return PuertoError.visible(String(String(cString: text).prefix(200)))
    }

    private static func failure(_ context: UnsafeMutablePointer<redisContext>) -> PuertoError {
        let text = withUnsafePointer(to: &context.pointee.errstr) {
            $0.withMemoryRebound(to: CChar.self, capacity: 128) { String(cString: $0) }
        }
        return PuertoError(.io, PuertoError.visible(text))
    }
}
