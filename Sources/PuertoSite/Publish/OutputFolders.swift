internal import Glibc
internal import PuertoCore

/// The folders of `public/` whose status tells that a page came or went. A client's own folder is
/// left out, since the client's page lies beside it.
enum OutputFolders {
    static let all: [String] = {
        let portal = PortalPath.Folder.portal.rawValue
        let roots = [portal] + Language.allCases.map { "\(portal)/\($0.rawValue)" }
        let sections = roots.flatMap { root in
            PortalPath.Section.allCases.map { "\(root)/\($0.rawValue)" }
        }
        let others = PortalPath.Folder.allCases.filter { $0 != .portal }.map(\.rawValue)
        return roots + sections + others
    }()

    /// A number that stays the same as long as no file came, went or was replaced in these folders.
    ///
    /// It also tells a manifest of an earlier build that was restored from a copy: files that such
    /// a manifest does not know may lie in the folders.
    static func fingerprint(below folder: String) -> UInt64 { look(folder).print }

    /// The same number, once a later change would differ from it. Waits for the file system's clock
    /// to tick, a few milliseconds at most.
    static func settled(below folder: String) -> UInt64 {
        var (print, latest) = look(folder)
        while latest >= FileState.moment, latest - FileState.moment < 100_000_000 {
            usleep(500)
            (print, latest) = look(folder)
        }
        return print
    }

    private static func look(_ folder: String) -> (print: UInt64, latest: Int64) {
        var latest: Int64 = 0
        var print = Fingerprint()
        for name in all {
            let state = FileState.of("\(folder)/\(name)")
            print.add(Int(state.modified))
            print.add(Int(state.changed))
            print.add(state.inode)
            latest = max(latest, state.modified, state.changed)
        }
        return (print.value, latest)
    }
}
