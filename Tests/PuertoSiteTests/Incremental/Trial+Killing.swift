import Foundation
import PuertoSite

extension Trial {
    /// Leaves the files as a build does that is killed while its pages move: some are in place,
    /// some are not, and the manifest is the old one.
    func killedBuild() throws -> String {
        guard blocked.isEmpty else { return "none" }
        let folder = workspace.path + "/public"
        let copy = "\(workspace.path)/copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let before = try tree
        let state = memory
        if FileManager.default.fileExists(atPath: folder) { try Raw.link(folder, to: copy) }
        let what = try edit()
        try writeInputs()
        guard case .done(let report) = build() else { return "killed, nothing right in \(what)" }
        let after = try tree
        let fresh = report.written.filter { before[$0] == nil }
        let changed = report.written.filter { before[$0] != nil }
        let journal = fresh + report.removed
        // Pages move in this order; the kill comes after some of them.
        let steps = fresh + changed + report.removed
        let done = random.number(0...steps.count)
        for path in steps.dropFirst(done) {
            if after[path] != nil { try workspace.remove("public/\(path)") }
            guard before[path] != nil else { continue }
            try? FileManager.default.createDirectory(
                atPath: ("\(folder)/\(path)" as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try FileManager.default.linkItem(
                atPath: "\(copy)/\(path)", toPath: "\(folder)/\(path)")
        }
        for name in ["manifest", "records"] {
            try? workspace.remove(".puerto/\(name)")
            try state[name]?.write(to: URL(filePath: "\(workspace.path)/.puerto/\(name)"))
        }
        if !journal.isEmpty {
            try workspace.write(".puerto/journal", journal.joined(separator: "\n") + "\n")
        }
        try workspace.write(".puerto/stage/5", "half a page")
        return "killed after \(done) of \(steps.count) moves of: \(what)"
    }

    /// The files of `.puerto/` now.
    var memory: [String: Data] {
        var memory: [String: Data] = [:]
        for name in ["manifest", "records"] {
            memory[name] = try? Data(
                contentsOf: URL(filePath: "\(workspace.path)/.puerto/\(name)"))
        }
        return memory
    }
}
