internal import Glibc
internal import PuertoHook

/// Writes an answer as a web server reads it from a CGI program (RFC 3875, 6).
package struct CGIOutput: Sendable {
    let descriptor: CInt

    package init(_ descriptor: CInt) { self.descriptor = descriptor }

    /// A reader that has gone is no error: the request's change is made by then.
    package func write(_ answer: Answer) {
        guard write(CGIOutput.head(answer) + answer.bytes) else { return }
        // Not more than `Content-Length` says, if the file grows meanwhile.
        var left = answer.file?.size ?? 0
        while left > 0, let bytes = answer.file?.read(min(left, 65_536)) {
            guard !bytes.isEmpty, write(bytes) else { return }
            left -= bytes.count
        }
    }

    /// `Status` comes first: some web servers look for it nowhere else.
    package static func head(_ answer: Answer) -> [UInt8] {
        var text = "Status: \(answer.status) \(Reason.phrase(answer.status))\r\n"
        for field in answer.headers { text += "\(field.name): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8)
    }

    /// Returns whether all bytes were taken.
    private func write(_ bytes: [UInt8]) -> Bool {
        var count = 0
        while count < bytes.count {
            let done = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + count }, bytes.count - count)
            }
            if done < 0, errno == EINTR { continue }
            if done < 0, errno == EAGAIN {
                var question = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&question, 1, CInt(Limits.patience)) > 0 else { return false }
                continue
            }
            guard done > 0 else { return false }
            count += done
        }
        return true
    }
}
