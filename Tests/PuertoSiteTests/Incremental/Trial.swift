import Foundation
import PuertoCore
import PuertoSite

/// A workspace that is edited at random and built, beside one that is built from nothing each time:
/// the results must be equal.
final class Trial {
    var random: SplitMix64
    var world: World
    let workspace: TestWorkspace
    /// The steps so far, for the report of a failure.
    var log: [String] = []
    /// The contents of `.puerto/` after earlier builds.
    var memories: [[String: Data]] = []
    /// The files below `public/` that are not Puerto's, with their texts.
    var foreign: [String: String] = [:]
    /// The files and folders that are not Puerto's and that are in a page's way, or may be.
    var blocked: Set<String> = []
    /// The texts below `content/` as they were written.
    var written: [String: String] = [:]
    /// Tells whether the records come from a file whose status tells that they are the same.
    let hasDatabase: Bool
    private var database: String?
    private let clean: TestWorkspace
    private(set) var cleanTree = Tree()
    private var last: (inputs: Inputs, outcome: Outcome)?

    private struct Inputs: Equatable {
        let files: [String: String]
        let rest: String
    }
    private var cleanFiles: [String: String] = [:]
    /// Tells whether a page's file was written into, which only a build that inspects sees.
    var isWrittenInto = false

    init(seed: UInt64, clients: ClosedRange<Int>) throws {
        random = SplitMix64(seed: seed)
        world = try World(&random, clients: random.number(clients))
        hasDatabase = random.chance(60)
        workspace = try TestWorkspace(inMemory: true)
        clean = try TestWorkspace(inMemory: true)
    }
}

extension Trial {
    func builder() -> SiteBuilder {
        world.builder(in: workspace.path, database: hasDatabase ? "puerto.db" : nil)
    }

    func build() -> Outcome {
        var options = BuildOptions()
        options.inspects = isWrittenInto
        let outcome = Outcome {
            let lock = try BuildLock(workspace: workspace.path)
            defer { lock.release() }
            return try builder().build(options, holding: lock)
        }
        if case .done = outcome { isWrittenInto = false }
        return outcome
    }

    /// Builds the same inputs into an empty folder.
    func cleanBuild() throws -> Outcome {
        let inputs = Inputs(files: written, rest: String(reflecting: world.withoutDocuments))
        if let last, last.inputs == inputs { return last.outcome }
        for file in ["public", ".puerto"] {
            try? FileManager.default.removeItem(atPath: "\(clean.path)/\(file)")
        }
        for path in cleanFiles.keys where written[path] == nil { try clean.remove(path) }
        for (path, text) in written where cleanFiles[path] != text { try clean.write(path, text) }
        cleanFiles = written
        let outcome = Outcome {
            let lock = try BuildLock(workspace: clean.path)
            defer { lock.release() }
            return try world.builder(in: clean.path, database: nil).build(holding: lock)
        }
        cleanTree = try Tree("\(clean.path)/public")
        last = (inputs, outcome)
        return outcome
    }

    var tree: Tree { get throws { try Tree("\(workspace.path)/public") } }

    /// Writes the world into the workspace's files, each file in a way that an editor may.
    func writeInputs() throws {
        let files = world.files
        for path in written.keys.sorted() where files[path] == nil { try workspace.remove(path) }
        for (path, text) in files.sorted(by: { $0.key < $1.key }) where written[path] != text {
            try write(path, text)
        }
        written = files
        // The clock alone changes no row: a link that expires leaves the database as it was.
        let records = String(reflecting: world.fleet(at: .min))
        if hasDatabase, records != database {
            database = records
            try workspace.write("puerto.db", "\(log.count) \(random.next())")
        }
    }

    /// Writes a file in place, or beside it and then over it.
    private func write(_ path: String, _ text: String) throws {
        if random.chance(50) {
            try workspace.write(path, text)
        } else {
            try Raw.write("\(workspace.path)/\(path)", text)
        }
    }
}

/// The outcome of a build.
enum Outcome {
    case done(BuildReport)
    case failed([PuertoError])
    case broken(any Error)

    init(_ build: () throws -> BuildReport) {
        do {
            self = .done(try build())
        } catch let errors as PuertoErrors {
            self = .failed(errors.all)
        } catch {
            self = .broken(error)
        }
    }
}
