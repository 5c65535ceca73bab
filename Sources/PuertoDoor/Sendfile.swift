internal import PuertoCore

/// The way in which a file of `public/` is sent once the hook has allowed it.
package enum Sendfile: Hashable, Sendable {
    /// The program sends it itself.
    case here
    /// The web server sends the file of a path (lighttpd, mod_xsendfile).
    case path
    /// The web server sends from an internal address that stands for `public/` (nginx).
    case address(String)

    /// Reads `PUERTO_SENDFILE`. Throws 500 for a value that is none of its own.
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

    /// Percent-encodes everything but letters, digits and `-._~/`: web servers decode the value.
    package static func encoded(_ path: String) -> String {
        let slash = UInt8(ascii: "/")
        return String(
            decoding: PercentEncoding.encoded(path.utf8) { $0 == slash }, as: UTF8.self)
    }
}
