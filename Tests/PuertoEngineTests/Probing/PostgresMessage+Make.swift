@testable import PuertoEngine

extension [UInt8] {
    /// A message of PostgreSQL's protocol.
    static func message(_ kind: Character, _ body: [UInt8]) -> [UInt8] {
        [kind.asciiValue ?? 0] + PostgresMessages.number(body.count + 4) + body
    }

    /// A request for authentication.
    static func request(_ number: Int, _ rest: String = "") -> [UInt8] {
        message("R", PostgresMessages.number(number) + Array(rest.utf8))
    }

    static let offer = request(10, "SCRAM-SHA-256\0\0")
    static let challenge = request(11, "r=abc,s=c2FsdA==,i=4096")
    static let proof = request(12, "v=c2lnbmF0dXJl")
    static let welcome = request(0)

    /// What a server sends in a whole login.
    static let login =
        offer + challenge + proof + welcome + message("S", Array("a\0b\0".utf8))
        + message("Z", Array("I".utf8))

    static func error(_ code: String, _ text: String) -> [UInt8] {
        message("E", Array("SFATAL\0VFATAL\0C\(code)\0M\(text)\0\0".utf8))
    }
}
