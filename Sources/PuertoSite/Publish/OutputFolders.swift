internal import Glibc
internal import PuertoCore

/// The folders of `public/` in which every page that comes or goes leaves a trace: a client's own
/// folder is left out, since the client's page lies beside it.
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

    /// The same number as long as no file came, went or was replaced in them.
    ///
    /// A manifest of an earlier build, put back from a copy, is told by it: files of which such a
    /// manifest knows nothing may lie there.
    static func fingerprint(below folder: String) -> UInt64 { look(folder).print }

    /// The same, once what comes next could be told from what is: waits for the file system's clock
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
