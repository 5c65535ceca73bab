internal import Glibc
package import PuertoCore

/// The script `portal/round.js`, which tells open pages when the worker has last confirmed what
/// they show. Pages are built when an answer changes, so their own times say nothing of the rounds
/// since.
///
/// It is no page: no build makes or removes it, and a portal without it is whole.
package struct RoundFile: Sendable {
    private let folder: String

    /// `public` is the folder that the site is built into.
    package init(public: String) { folder = "\(`public`)/\(PortalPath.Folder.portal.rawValue)" }

    /// Writes the time and the interval of a round, the time of the last one that compared the
    /// stacks with their records, and that of the last measurement of the disk. Does nothing before
    /// the first build. Throws `io`.
    package func write(_ heartbeat: Heartbeat, compared: Int?, measured: Int?) throws {
        try put(
            RoundFile.script(
                heartbeat.at, interval: heartbeat.interval, compared: compared,
                measured: measured))
    }

    /// Makes the file without a round unless it is there, so that a page that asks for it meets no
    /// error.
    package func ensure(interval: Int) throws {
        guard Disk.kind(of: "\(folder)/\(PortalPath.round)") == nil else { return }
        try put(RoundFile.script(nil, interval: interval, compared: nil, measured: nil))
    }

    private func put(_ script: String) throws {
        guard Disk.kind(of: folder) == .folder else { return }
        let path = "\(folder)/\(PortalPath.round)"
        let bytes = Array(script.utf8)
        // Written in place, since a build looks at every page of a folder in which files were
        // replaced. It is small enough to be written at once.
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw Disk.failure("cannot write", path) }
        let isWhole = bytes.withUnsafeBytes {
            pwrite(file, $0.baseAddress, $0.count, 0) == $0.count && ftruncate(file, $0.count) == 0
        }
        guard close(file) == 0, isWhole else { throw Disk.failure("cannot write", path) }
    }

    /// The script. Without a round it has no time.
    static func script(_ at: Int?, interval: Int, compared: Int?, measured: Int?) -> String {
        let times = [at, compared, measured].map { $0.map(Timestamp.text) ?? "" }
        return "puertoRound(\"\(times[0])\", \(interval), \"\(times[1])\", \"\(times[2])\");\n"
    }
}
