internal import Glibc

extension PuertoError {
    /// Returns the hint for a failed system call. Rights help only where rights were missing: a full
    /// disk wants room, and a read-only file system another mount.
    package static func mend(_ code: Int32, rights: String, _ l: Language = .en) -> String {
        switch code {
        case ENOSPC, EDQUOT: fullDisk(l)
        case EROFS:
            l(
                "su sistema de archivos está montado solo para leer: móntalo para escribir",
                "its file system is mounted read-only: mount it writable")
        case EMFILE, ENFILE:
            l(
                "hay demasiados archivos abiertos: cierra otros programas, o sube ulimit -n",
                "too many files are open: end other programs, or raise ulimit -n")
        default: rights
        }
    }

    /// The hint for a disk without room.
    package static func fullDisk(_ l: Language = .en) -> String {
        l(
            "haz sitio en su disco: df -h muestra cuánto queda",
            "make room on its disk: df -h shows how much is left")
    }
}
