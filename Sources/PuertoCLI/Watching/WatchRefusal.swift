internal import Glibc

/// The reason why the kernel cannot report changes.
enum WatchRefusal: Error {
    /// The user's limit of watches is reached.
    case tooMany
    /// Writes of another machine are not reported here; the type is as mount(8) calls it.
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
