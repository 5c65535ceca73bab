import Foundation
import PuertoCore
import PuertoSite
import Testing

/// The whole output of a small fleet, file by file: the difference is the review.
///
/// `make goldens` writes the files anew; read the difference before committing it.
@Suite struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    static var golden: URL { folder.appending(path: "Golden") }

    @Test func theSiteOfASmallFleetIsTheGoldenOne() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, .both)
        let made = try workspace.tree().filter { !$0.key.hasPrefix("assets/") }
            .mapValues(Self.settled)
        try Self.compare(made, with: "")
    }

    /// Compares some of its pages in a portal with a hook.
    @Test func pagesThatActAreTheGoldenOnes() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, try LivePortalTests.live())
        let pages = [
            "portal/index.html", "portal/clients/base.html", "portal/en/clients/acme.html",
            "x/index.html",
        ]
        let made = try workspace.tree().filter { pages.contains($0.key) }
            .mapValues(Self.settled)
        try Self.compare(made, with: "live/")
    }

    private static func compare(_ made: [String: String], with folder: String) throws {
        if ProcessInfo.processInfo.environment["PUERTO_WRITE_GOLDENS"] != nil {
            try Self.write(made, folder)
        }
        let wanted = try Self.read(folder)
        #expect(Set(made.keys).subtracting(wanted.keys).sorted() == [], "unexpected files")
        #expect(Set(wanted.keys).subtracting(made.keys).sorted() == [], "missing files")
        for (path, text) in wanted {
            guard let other = made[path], other != text else { continue }
            let line = Self.firstDifference(text, other)
            Issue.record("\(path) differs from its golden at line \(line)")
        }
    }

    /// Replaces digests in the names of the style sheet and scripts, so that a change of colour
    /// does not touch every golden.
    private static func settled(_ text: String) -> String {
        text.replacing(/(style|script|live|icon)-[0-9a-f]{16}\./) { "\($0.1)-DIGEST." }
            .replacing(/sha256-[A-Za-z0-9+\/=]{44}/, with: "sha256-DIGEST")
            .replacing(/<(style|script)>[^\u{0}]*?<\//) { "<\($0.1)></" }
    }

    private static func write(_ tree: [String: String], _ folder: String) throws {
        for path in try read(folder).keys {
            try FileManager.default.removeItem(at: golden.appending(path: folder + path))
        }
        for (path, text) in tree {
            let file = golden.appending(path: folder + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    private static func read(_ folder: String) throws -> [String: String] {
        var tree: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: golden.path) {
            // No file of a site lies in a folder of that name.
            let isLive = name.hasPrefix("live/")
            guard name.contains("."), isLive == !folder.isEmpty,
                let data = try? Data(contentsOf: golden.appending(path: name))
            else { continue }
            tree[String(name.dropFirst(folder.count))] = String(decoding: data, as: UTF8.self)
        }
        return tree
    }

    private static func firstDifference(_ one: String, _ other: String) -> Int {
        let lines = zip(
            one.split(separator: "\n", omittingEmptySubsequences: false),
            other.split(separator: "\n", omittingEmptySubsequences: false))
        return (lines.enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0) + 1
    }
}

extension TestWorkspace {
    /// Makes a workspace with the documents of `Fixture/content`.
    static func withFixture() throws -> TestWorkspace {
        let workspace = try TestWorkspace()
        try workspace.remove("content")
        try FileManager.default.copyItem(
            at: GoldenTests.folder.appending(path: "Fixture/content"),
            to: URL(filePath: workspace.path + "/content"))
        return workspace
    }
}
