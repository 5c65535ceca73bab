/// The part of a SCRAM challenge (RFC 5802) that a server keeps with a password: the same at each
/// login, and another one in each server. It is no secret.
struct PostgresChallenge: Hashable, Sendable {
    let salt: String
    let rounds: Int

    /// The rounds that RFC 7677 asks for. Fewer would make a weak password easy to guess from the
    /// proof.
    static let fewest = 4096

    /// Reads a server's first message, as in `r=nonce,s=salt,i=4096`; `nil` for any other.
    init?(_ message: [UInt8]) {
        let parts = String(decoding: message, as: UTF8.self).split(separator: ",")
        guard parts.count >= 3, parts[0].hasPrefix("r="), parts[1].hasPrefix("s="),
            parts[2].hasPrefix("i="), let rounds = Int(parts[2].dropFirst(2)), rounds > 0
        else { return nil }
        salt = String(parts[1].dropFirst(2))
        self.rounds = rounds
    }
}
