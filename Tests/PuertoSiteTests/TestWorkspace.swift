import Foundation
import PuertoCore
import PuertoSite
import TestSupport

/// A workspace in a temporary folder, removed with the value.
final class TestWorkspace {
    private let temporary: TemporaryFolder
    let path: String

    /// Makes the folder in memory, where the system has such a place, when hundreds of builds would
    /// keep a disk busy.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let folder =
            inMemory && FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        temporary = try TemporaryFolder("site", in: folder.path)
        path = temporary.path
        try FileManager.default.createDirectory(
            atPath: path + "/content/runbooks", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: path + "/content/tenants", withIntermediateDirectories: true)
    }

    func write(_ file: String, _ text: String) throws {
        let url = URL(filePath: "\(path)/\(file)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(file)")), as: UTF8.self)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }

    func runbook(_ name: String, _ front: String = "", _ body: String) throws {
        try write("content/runbooks/\(name).md", "---\ntitle: \(name)\n\(front)---\n\n\(body)\n")
    }

    func builder(_ fleet: Fleet = .small, _ configuration: Configuration = .spanish)
        -> SiteBuilder
    {
        SiteBuilder(
            workspace: path, configuration: configuration,
            clock: SiteClock(now: 1_764_000_000, zone: 1, offset: { _ in 3600 }),
            program: ProgramState(
                version: 1,
                configuration: Fingerprint(Array(String(reflecting: configuration).utf8)).value),
            records: RecordSource(database: nil) { _ in FleetRecords(fleet) })
    }

    @discardableResult
    func build(
        _ fleet: Fleet = .small, _ configuration: Configuration = .spanish,
        _ options: BuildOptions = BuildOptions()
    ) throws -> BuildReport {
        let lock = try BuildLock(workspace: path)
        defer { lock.release() }
        return try builder(fleet, configuration).build(options, holding: lock)
    }

    /// Every file below `public/`, with its contents.
    func tree() throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: path + "/public")
        var tree: [String: String] = [:]
        for name in names {
            var isFolder: ObjCBool = false
            let file = "\(path)/public/\(name)"
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            tree[name] = try read("public/\(name)")
        }
        return tree
    }
}

extension BuildOptions {
    static let forced: BuildOptions = {
        var options = BuildOptions()
        options.force = true
        return options
    }()
}
