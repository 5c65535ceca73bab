internal import Glibc

/// Why the kernel does not tell of changes.
enum WatchRefusal: Error {
    /// This user has as many watches as are allowed.
    case tooMany
    /// What another machine writes there goes unheard here; the type as mount(8) calls it.
    case shared(String)
    case other(String)

    init(code: Int32) {
        switch code {
        case ENOSPC, EMFILE: self = .tooMany
        default: self = .other(String(cString: strerror(code)))
        }
    }
}

extension WatchRefusal: CustomStringConvertible {
    var description: String {
        switch self {
        case .tooMany: "the limit of inotify is reached; sysctl fs.inotify shows it"
        case .shared(let type): "on \(type), changes are not always told"
        case .other(let text): text
        }
    }
}
