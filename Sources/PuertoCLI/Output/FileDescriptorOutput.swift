import Glibc
import PuertoCore

/// Writes bytes exactly, however many calls it takes.
struct FileDescriptorOutput {
    let descriptor: CInt

    static let standard = FileDescriptorOutput(descriptor: STDOUT_FILENO)

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw PuertoError(
                        .io, "cannot write the output: \(String(cString: strerror(errno)))"
                    ).spanish("no se puede escribir la salida: \(String(cString: strerror(errno)))")
                }
                start += count
            }
        }
    }
}
