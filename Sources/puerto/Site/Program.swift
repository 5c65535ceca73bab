import Glibc
import PuertoCore

/// The running program, as far as its output depends on it.
enum Program {
    /// Differs between two builds of the program, since any of its code may be a page's: told by
    /// the executable's status, as reading it would take longer than most builds.
    static var version: UInt64 {
        var status = stat()
        var print = Fingerprint()
        guard stat("/proc/self/exe", &status) == 0 else { return print.value }
        print.add(UInt64(status.st_dev))
        print.add(UInt64(status.st_ino))
        print.add(Int(status.st_size))
        for time in [status.st_mtim, status.st_ctim] {
            print.add(time.tv_sec)
            print.add(time.tv_nsec)
        }
        return print.value
    }
}
