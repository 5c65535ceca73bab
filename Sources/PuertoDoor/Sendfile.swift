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
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
            }
    }

    /// Servers decode what they are told: everything but letters, digits and `-._~/` is encoded.
    package static func encoded(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF")
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return text
    }
}
