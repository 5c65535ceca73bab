import Foundation
import PuertoCore
import PuertoSite

extension Trial {
    /// Edits and builds a few times; throws where the two builds differ.
    func run(steps: Int) throws {
        try writeInputs()
        try check()
        for _ in 0..<steps {
            for _ in 0..<(random.chance(65) ? 1 : random.number(2...4)) {
                log.append(random.chance(30) ? try accident() : try edit())
            }
            if random.chance(75) { world.mend() }
            try writeInputs()
            try check()
        }
        try expect(builder().verify().isGood, "the files are not what they have to be")
    }

    func edit() throws -> String {
        switch random.number(1...10) {
        case 1...4: try world.editRecords(&random)
        case 5...8: world.editDocuments(&random)
        default: try world.editConfiguration(&random)
        }
    }

    /// Builds, and compares everything that can be seen with a build from nothing.
    func check(again: Int = 0) throws {
        log.append("build")
        let before = try tree
        let outcome = build()
        let after = try tree
        let clean = try cleanBuild()
        try expect(again < 4, "no build came of it: \(outcome)")
        switch (outcome, clean) {
        case (.done(let report), .done(let whole)):
            try compare(report, whole, before, after)
            memories.append(memory)
        case (.failed(let errors), .failed(let wanted)):
            try same(errors.map(\.description), wanted.map(\.description), "errors")
            try expect(after.files == before.files, "a build that failed changed something")
            log.append("mended")
            world.mend()
            try writeInputs()
            try check(again: again + 1)
        case (.broken(let error as PuertoError), _) where !blocked.isEmpty:
            let path = String(error.place?.dropFirst("public/".count) ?? "")
            try expect(blocked.remove(path) != nil, "\(error)")
            try expect(after.files == before.files, "a build that failed changed something")
            log.append("out of the way: \(path)")
            try workspace.remove("public/\(path)")
            foreign = foreign.filter { !$0.key.hasPrefix(path) }
            try check(again: again + 1)
        default: throw Difference("built: \(outcome), from nothing: \(clean)".prefix(400))
        }
    }

    private func compare(
        _ report: BuildReport, _ whole: BuildReport, _ before: Tree, _ after: Tree
    ) throws {
        let (wanted, others) = (cleanTree, Set(foreign.keys))
        for (path, text) in foreign {
            try expect(after[path]?.bytes == Data(text.utf8), "\(path) is not what it was")
        }
        let own = after.without(others)
        try same(own.paths.sorted(), wanted.paths.sorted(), "files")
        try same(own.different(from: wanted), [], "files that differ from a clean build's")
        let due = wanted.different(from: before)
        try same(after.written(since: before), due, "files written")
        try same(report.written, due, "files said to be written")
        let gone = before.paths.subtracting(wanted.paths).subtracting(others).sorted()
        try same(report.removed, gone, "files said to be removed")
        try same(
            report.warnings.map(\.description), whole.warnings.map(\.description), "warnings")
        try same(
            own.brokenLinks(besides: world.configuration.web?.hook), [], "broken links")
        for name in ["stage", "journal", "journal.new", "manifest.new", "records.new"] {
            try expect(
                !FileManager.default.fileExists(atPath: "\(workspace.path)/.puerto/\(name)"),
                ".puerto/\(name) is left")
        }
        blocked = []
        try checkAgain(after, report)
    }

    /// A build with nothing to do does nothing.
    private func checkAgain(_ before: Tree, _ first: BuildReport) throws {
        guard case .done(let report) = build() else { throw Difference("the second build failed") }
        try same(report.written + report.removed, [], "changes of a second build")
        try expect(report.made == 0, "a second build made \(report.made) pages")
        try expect(try tree.files == before.files, "a second build touched a file")
        try same(
            report.warnings.map(\.description), first.warnings.map(\.description),
            "warnings of a second build")
    }
}

extension Trial {
    private func same(_ one: [String], _ other: [String], _ what: String) throws {
        guard one != other else { return }
        let (more, less) = (Set(one).subtracting(other), Set(other).subtracting(one))
        throw Difference("\(what): too many \(more.sorted()), missing \(less.sorted())")
    }

    private func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        guard condition else { throw Difference(message()) }
    }
}

/// A difference between a build and the expected one.
struct Difference: Error, CustomStringConvertible {
    let description: String

    init(_ description: some StringProtocol) { self.description = String(description) }
}
