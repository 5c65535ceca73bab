internal import Glibc

/// An inotify(7) descriptor; closed with the last reference.
final class Inotify: Sendable {
    let descriptor: Int32

    struct Event {
        let watch: Int32
        let mask: UInt32
        /// The name of the entry in the folder; empty for an event of the folder itself.
        let name: String

        func isAny(of flags: UInt32) -> Bool { mask & flags != 0 }
    }

    /// Throws `WatchRefusal` when a limit of the kernel is reached.
    init() throws {
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw WatchRefusal(code: errno) }
    }

    deinit { close(descriptor) }
}

extension Inotify {
    /// The number of the folder's watch, the old one if it is watched already; `nil` when there is
    /// no such folder. Throws `WatchRefusal` when it cannot be watched.
    func watch(_ folder: String, for mask: UInt32) throws -> Int32? {
        let watch = inotify_add_watch(descriptor, folder, mask | UInt32(IN_ONLYDIR))
        if watch >= 0 { return watch }
        switch errno {
        case ENOSPC, ENOMEM: throw WatchRefusal(code: errno)
        default: return nil
        }
    }

    /// Stops watching a folder; the kernel has forgotten a removed one already.
    func forget(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

    /// The events since the last call, without waiting.
    func events() -> [Event] {
        var events: [Event] = []
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                Inotify.decode(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &events)
            }
        }
        return events
    }

    /// `struct inotify_event`: watch, mask, cookie and length, 4 bytes each, and the name.
    private static func decode(_ bytes: UnsafeRawBufferPointer, into events: inout [Event]) {
        var start = 0
        while start + 16 <= bytes.count {
            let length = Int(bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
            let name = bytes[(start + 16)...].prefix(length).prefix { $0 != 0 }
            events.append(
                Event(
                    watch: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self),
                    mask: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self),
                    name: String(decoding: name, as: UTF8.self)))
            start += 16 + length
        }
    }
}
