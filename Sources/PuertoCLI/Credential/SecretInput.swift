import Glibc
import PuertoCore
import PuertoVault

/// Reads secrets from a file, standard input, or a terminal without its echo.
enum SecretInput {
    private static let limit = 1024

    /// A password: one line of UTF-8. Throws `invalid`, never with the value.
    static func credential(fromFile path: String?) throws -> Secret {
        let value = try read(path, asking: "value")
        guard !value.isEmpty else {
            throw PuertoError(
                .invalid, "the value is empty", hint: "write it to standard input or a file"
            ).spanish(
                "el valor está vacío", hint: "escríbelo en la entrada estándar o en un archivo")
        }
        guard value.count <= limit else {
            throw PuertoError(.invalid, "the value has more than \(limit) bytes").spanish(
                "el valor tiene más de \(limit) bytes")
        }
        guard let text = value.revealText() else {
            throw PuertoError(.invalid, "the value is not UTF-8").spanish(
                "el valor no está en UTF-8")
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw PuertoError(
                .invalid, "the value has a line break or another control character in it",
                hint: "one line; the last line break is left out"
            ).spanish(
                "el valor tiene un salto de línea u otro carácter de control",
                hint: "una línea; el último salto se quita")
        }
        return value
    }

    /// An operator's password for the portal. Throws `invalid`, never with the password, when it is
    /// too short.
    static func password() throws -> Secret {
        let password = try read(nil, asking: "password")
        guard (12...limit).contains(password.count), password.revealText() != nil else {
            throw PuertoError(
                .invalid, "the password is not from 12 to \(limit) bytes of UTF-8",
                hint: "several words are easy to keep and hard to guess"
            ).spanish(
                "la contraseña no tiene de 12 a \(limit) bytes de UTF-8",
                hint: "varias palabras son fáciles de recordar y difíciles de adivinar")
        }
        return password
    }

    /// A passphrase of the operator's own.
    static func passphrase() throws -> Secret { try read(nil, asking: "passphrase") }

    private static func read(_ path: String?, asking what: String) throws -> Secret {
        guard let path else {
            return isatty(STDIN_FILENO) == 1
                ? try ask(what) : Secret(line(try bytes(STDIN_FILENO, "standard input")))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(PuertoError.quote(path)) }
        defer { close(descriptor) }
        return Secret(line(try bytes(descriptor, PuertoError.quote(path))))
    }

    /// Reads to the end, or until the limit is well exceeded.
    private static func bytes(_ descriptor: CInt, _ name: String) throws -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while all.count <= limit * 4 {
            let count = part.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name) }
            if count == 0 { break }
            all += part[..<count]
        }
        return all
    }

    /// Removes the line break that files end in.
    private static func line(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.last == 0x0A else { return bytes }
        let rest = bytes.dropLast()
        return Array(rest.last == 0x0D ? rest.dropLast() : rest)
    }

    private static func failure(_ name: String) -> PuertoError {
        PuertoError(.io, "cannot read \(name): \(String(cString: strerror(errno)))").spanish(
            "no se puede leer \(name): \(String(cString: strerror(errno)))")
    }
}

extension SecretInput {
    /// The byte that Ctrl-C sends.
    private static let interrupt: UInt8 = 0x03

    /// Asks twice, since the terminal does not show what is typed.
    private static func ask(_ what: String) throws -> Secret {
        let first = try typed("\(what), not shown: ")
        guard try typed("the same again: ") == first else {
            throw PuertoError(.invalid, "the two are not the same", hint: "try again").spanish(
                "las dos no son iguales", hint: "inténtalo otra vez")
        }
        return first
    }

    private static func typed(_ prompt: String) throws -> Secret {
        var old = termios()
        guard tcgetattr(STDIN_FILENO, &old) == 0 else { throw failure("the terminal") }
        var silent = old
        // Ctrl-C as a signal would leave the terminal silent: it ends a line instead (`VEOL`, which
        // is 11 on Linux).
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        silent.c_cc.11 = interrupt
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw failure("the terminal")
        }
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &old) }
        try FileDescriptorOutput(descriptor: STDERR_FILENO).write(prompt)
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= limit * 4, Glibc.read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A {
            guard byte != interrupt else {
                throw PuertoError(.invalid, "nothing was changed", hint: "it was interrupted")
                    .spanish("no se cambió nada", hint: "se interrumpió")
            }
            bytes.append(byte)
        }
        try FileDescriptorOutput(descriptor: STDERR_FILENO).write("\n")
        return Secret(bytes)
    }
}
