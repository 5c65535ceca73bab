internal import PuertoCore

/// The folders of `public/` in which every page that comes or goes leaves a trace: a client's own
/// folder is left out, since the client's page lies beside it.
enum OutputFolders {
    private static let names = ["clients", "runbooks", "search"]

    private static let all: [String] = {
        let portals = ["portal"] + Language.allCases.map { "portal/\($0.rawValue)" }
        return portals + portals.flatMap { portal in names.map { "\(portal)/\($0)" } }
            + ["welcome", "assets"]
    }()

    /// The same number as long as no file came, went or was replaced in them.
    ///
    /// A manifest of an earlier build, put back from a copy, is told by it: files of which such a
    /// manifest knows nothing may lie there.
    static func fingerprint(below folder: String) -> UInt64 {
        var print = Fingerprint()
        for name in all {
            let state = FileState.of("\(folder)/\(name)")
            print.add(Int(state.modified))
            print.add(Int(state.changed))
            print.add(state.inode)
        }
        return print.value
    }
}
