import ArgumentParser
import Foundation
import PuertoCore
import PuertoStore

/// `puerto init DIR`.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new workspace.",
        discussion: """
            Writes puerto.yaml, content/, public/, puerto.db with the base system, and keys/ with \
            new keys: back those up where the database is not.
            """)

    @Argument(help: "An empty folder, or one that does not exist yet.")
    var dir: String

    func validate() throws {
        guard !dir.isEmpty else {
            throw ValidationError("DIR is empty; '.' is the folder you are in")
        }
    }

    func run() throws {
        try Init.checkEmpty(dir)
        for (name, text) in WorkspaceTemplate.files {
            try Init.write(text, to: Workspace.path(name, in: dir))
        }
        let workspace = try Workspace(dir)
        _ = try workspace.makeRecords()
        let key = try workspace.readingStore().head().map { HistoryKey.text($0.epoch.publicKey) }
        try FileDescriptorOutput.standard.write(
            """
            made the workspace '\(dir)' with the base system in slot 0
            the history's first key is \(key ?? "–"): keep it on another machine, where \
            puerto audit verify --key KEY verifies the history with it
            next: edit \(Workspace.path("puerto.yaml", in: dir)), then puerto tenant add

            """)
    }
}

extension Init {
    private static func checkEmpty(_ dir: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: dir, isDirectory: &isFolder) else { return }
        let isEmpty =
            try isFolder.boolValue && FileManager.default.contentsOfDirectory(atPath: dir).isEmpty
        guard isEmpty else {
            throw PuertoError(
                .conflict, "\(PuertoError.quote(dir)) is not an empty folder",
                hint: "init never writes over anything; choose another one")
        }
    }

    private static func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .withoutOverwriting)
        } catch {
            throw PuertoError(
                .io, "cannot write \(PuertoError.quote(path)): \(error.localizedDescription)",
                hint: "choose a folder this user may write")
        }
    }
}
