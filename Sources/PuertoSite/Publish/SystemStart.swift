internal import Glibc
internal import PuertoCore

/// Tells one run of the machine from the next.
enum SystemStart {
    /// The fingerprint of Linux's random number for this start (proc(5), `boot_id`); 0 where there
    /// is none.
    static var fingerprint: UInt64 {
        let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, 64))
        }
        return Fingerprint(bytes).value
    }
}
