internal import PuertoCore

/// Who sends a file of `public/` after the hook has allowed it.
package enum Sendfile: Hashable, Sendable {
    /// The program itself.
    case here
    /// The server, told of the file's path (lighttpd, mod_xsendfile).
    case path
    /// The server, told of an address of its own that stands for `public/` (nginx).
    case address(String)

    /// `PUERTO_SENDFILE`; throws 500 for what it cannot mean.
    package init(_ environment: Environment) throws(Refusal) {
        guard environment.value("PUERTO_SENDFILE")?.isEmpty == false else {
            self = .here
            return
        }
        switch environment.word("PUERTO_SENDFILE") {
        case "x-sendfile": self = .path
        case let word? where Sendfile.isAddress(word):
            self = .address(String(word.dropFirst("x-accel=".utf8.count)))
        default: throw Refusal(500)
        }
    }

    private static func isAddress(_ word: String) -> Bool {
        word.hasPrefix("x-accel=/") && word.utf8.last == UInt8(ascii: "/")
            && word.utf8.dropFirst("x-accel=".utf8.count).allSatisfy { byte in
                byte.isLowerAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
            }
    }

    /// Servers decode what they are told: everything but letters, digits and `-._~/` is encoded.
    package static func encoded(_ path: String) -> String {
        let slash = UInt8(ascii: "/")
        return String(
            decoding: PercentEncoding.encoded(path.utf8) { $0 == slash }, as: UTF8.self)
    }
}
