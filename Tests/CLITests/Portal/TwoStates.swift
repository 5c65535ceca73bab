import Foundation
import Glibc
import Testing

/// A workspace `w` that alternates between two states: the second one has one more client, and
/// another name of the agency, which is on every page.
final class TwoStates {
    let scratch: Scratch
    /// The sites of clean builds of the two states.
    let sites: [PublishedSite]
    /// The time of a build on this machine.
    let duration: Duration

    static let newClient = "portal/clients/nuevo.html"

    init(clients: Int) throws {
        scratch = try Scratch.workspace()
        let fleet = try scratch.puerto("export", "--workspace", "w").out
        let more = (1...clients).map {
            "  - {slug: c\($0), name: Cliente \($0), kind: client, plan: basic, status: ready}\n"
        }
        try scratch.write(fleet + more.joined(), to: "fleet.yaml")
        try TwoStates.expect(scratch.puerto("import", "fleet.yaml", "--workspace", "w"))
        let files = FileManager.default
        for name in ["0", "1"] {
            try files.copyItem(atPath: scratch.path("w"), toPath: scratch.path(name))
        }
        try TwoStates.expect(
            scratch.puerto(
                "tenant", "add", "nuevo", "--name", "Nuevo", "--status", "ready", "--workspace",
                "1"))
        let yaml = try scratch.text(of: "1/puerto.yaml")
        try scratch.write(yaml.replacing("My agency", with: "Otra"), to: "1/puerto.yaml")
        let start = ContinuousClock.now
        for name in ["0", "1"] {
            try TwoStates.expect(scratch.puerto("build", "--workspace", name))
        }
        duration = (ContinuousClock.now - start) / 2
        sites = try ["0", "1"].map { [scratch] in
            try PublishedSite(scratch.path("\($0)/public"))
        }
    }

    static func expect(_ result: Scratch.Result) throws {
        try #require(result.code == 0, "\(result.err)")
    }
}

extension TwoStates {
    var site: PublishedSite {
        get throws { try PublishedSite(scratch.path("w/public")) }
    }

    func exists(_ file: String) -> Bool {
        FileManager.default.fileExists(atPath: scratch.path("w/\(file)"))
    }

    /// The inode, which differs once another file takes a file's place.
    func inode(_ file: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: scratch.path("w/\(file)"))
        return attributes?[.systemFileNumber] as? Int ?? 0
    }

    /// Brings records and configuration to a state.
    func go(to state: Int) throws {
        for file in ["puerto.db-wal", "puerto.db-shm", "puerto.db", "puerto.yaml"] {
            try? FileManager.default.removeItem(atPath: scratch.path("w/\(file)"))
            guard FileManager.default.fileExists(atPath: scratch.path("\(state)/\(file)")) else {
                continue
            }
            try FileManager.default.copyItem(
                atPath: scratch.path("\(state)/\(file)"), toPath: scratch.path("w/\(file)"))
        }
    }

    func forget() throws {
        for folder in ["public", ".puerto"] {
            try? FileManager.default.removeItem(atPath: scratch.path("w/\(folder)"))
        }
    }

    /// Starts a build of `w`.
    func start(err: String? = nil) throws -> Process {
        let process = try scratch.start(["build", "--workspace", "w"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let err {
            try scratch.write("", to: err)
            process.standardError = FileHandle(forWritingAtPath: scratch.path(err))
        }
        try process.run()
        return process
    }

    /// Kills a build with SIGKILL as soon as `condition` holds, if it still runs then.
    func killBuild(when condition: () -> Bool) throws {
        let process = try start()
        while process.isRunning, !condition() { sched_yield() }
        TwoStates.send(SIGKILL, to: process)
        process.waitUntilExit()
    }

    /// Sends nothing to a process that has ended: its number may be in use again.
    static func send(_ signal: Int32, to process: Process) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// Builds, and expects the site of a clean build of the state and no leftover file.
    func expectBuild(of state: Int, _ what: String) throws {
        try TwoStates.expect(scratch.puerto("build", "--workspace", "w"))
        let site = try site
        #expect(Set(site.files.keys) == Set(sites[state].files.keys), "\(what)")
        #expect(site.torn(between: sites[state], and: sites[state]) == [], "\(what)")
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path("w/.puerto"))
        #expect(Set(left).subtracting(["lock", "manifest", "records"]) == [], "\(what)")
    }
}
