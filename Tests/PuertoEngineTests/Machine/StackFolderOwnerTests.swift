import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

/// The password files of a stack may be the only ones: no other stack writes over them.
@Suite final class StackFolderOwnerTests {
    private let root = NSTemporaryDirectory() + "/puerto-owners-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func folder(_ slug: String) throws -> StackFolder {
        StackFolder(root: root, slug: try Slug(slug))
    }

    private func write(
        _ folder: StackFolder, _ project: String, _ password: String, compose: String? = nil
    ) throws -> [String] {
        try folder.write(
            compose: compose ?? "    name: \(project)_postgres\n",
            environment: "COMPOSE_PROJECT_NAME=\(project)\n",
            secrets: [.postgresPassword(Array(password.utf8))])
    }

    @Test func anotherStacksFolderIsRefused() throws {
        let acme = try folder("acme")
        _ = try write(acme, "puerto-aaaaaaaa-2", "first")
        for other in ["puerto-aaaaaaaa-3", "puerto-bbbbbbbb-2"] {
            #expect(
                message { try write(acme, other, "second") }
                    == "'\(acme.path)' has the files of another stack, 'puerto-aaaaaaaa-2' "
                    + "(move the folder away and keep it: its password files may be the only "
                    + "ones)")
        }
        #expect(try acme.secret(.postgresPassword) == Array("first".utf8))
        #expect(try write(acme, "puerto-aaaaaaaa-2", "second") == ["secrets/postgres_password"])
    }

    /// Docker makes a folder in the place of a file that is missing when a container starts.
    @Test func aFolderInASecretsPlaceIsNoSecretAndIsReplaced() throws {
        let acme = try folder("acme")
        _ = try write(acme, "puerto-aaaaaaaa-2", "first")
        let file = "\(acme.path)/secrets/postgres_password"
        #expect(unlink(file) == 0 && mkdir(file, 0o755) == 0)
        #expect(try acme.secret(.postgresPassword) == nil)
        #expect(acme.isFolder(.postgresPassword))
        #expect(try write(acme, "puerto-aaaaaaaa-2", "first") == ["secrets/postgres_password"])
        #expect(try acme.secret(.postgresPassword) == Array("first".utf8))
    }

    @Test func withoutItsEnvironmentTheStackFileTellsWhoseItIs() throws {
        let acme = try folder("acme")
        _ = try write(acme, "puerto-aaaaaaaa-2", "first")
        #expect(unlink("\(acme.path)/.env") == 0)
        #expect(code { try write(acme, "puerto-aaaaaaaa-22", "second") } == .conflict)
        #expect(code { try write(acme, "puerto-aaaaaaaa-1", "second") } == .conflict)
        #expect(try acme.secret(.postgresPassword) == Array("first".utf8))
        #expect(try write(acme, "puerto-aaaaaaaa-2", "first") == [".env"])
    }

    @Test func onlyTheFolderOfAFormerSlugIsTakenOver() throws {
        _ = try write(folder("acme"), "puerto-aaaaaaaa-2", "first")
        let (beta, environment) = (
            try folder("beta"), "COMPOSE_PROJECT_NAME=puerto-aaaaaaaa-2\n"
        )
        #expect(try beta.adopt(environment: environment, former: []) == nil)
        #expect(try beta.adopt(environment: environment, former: [Slug("other")]) == nil)
        #expect(try folder("acme").secret(.postgresPassword) == Array("first".utf8))
        #expect(try beta.adopt(environment: environment, former: [Slug("acme")]) == "acme")
        #expect(try beta.secret(.postgresPassword) == Array("first".utf8))
    }

    @Test func theHighestNumberOnlyRises() throws {
        #expect(HighestNumber.read(in: root) == 0)
        for (number, read) in [(4, 4), (2, 4), (9, 9)] {
            try HighestNumber.raise(to: number, in: root)
            #expect(HighestNumber.read(in: root) == read)
        }
        #expect(StackFolder.all(in: root) == [])
        try Data("many\n".utf8).write(to: URL(fileURLWithPath: root + "/.highest"))
        #expect(HighestNumber.read(in: root) == 0)
        try Data("9223372036854775807\n".utf8).write(
            to: URL(fileURLWithPath: root + "/.highest"))
        #expect(HighestNumber.read(in: root) == 0)
    }

    @Test func filledVolumesAreNotedOnceAndWhatWasSeenStaysSeen() throws {
        let acme = try folder("acme")
        _ = try write(acme, "puerto-aaaaaaaa-2", "first")
        #expect(acme.filled() == [:])
        acme.noteFilled([VolumeMark(name: "v", isSeen: true, filledAt: 100)])
        acme.noteFilled([
            VolumeMark(name: "v", isSeen: false, filledAt: 200),
            VolumeMark(name: "w", isSeen: false, filledAt: 300),
        ])
        #expect(acme.filled()["v"] == VolumeMark(name: "v", isSeen: true, filledAt: 100))
        #expect(acme.filled()["w"] == VolumeMark(name: "w", isSeen: false, filledAt: 300))
    }

    /// A pipe that nobody writes to would be waited for without end.
    @Test func whatIsNoFileIsNotRead() throws {
        let acme = try folder("acme")
        _ = try write(acme, "puerto-aaaaaaaa-2", "first")
        #expect(mkfifo("\(acme.path)/.filled", 0o600) == 0)
        #expect(acme.filled() == [:])
        let file = "\(acme.path)/secrets/postgres_password"
        #expect(unlink(file) == 0 && mkfifo(file, 0o600) == 0)
        #expect(code { _ = try acme.secret(.postgresPassword) } == .io)
    }

    /// Two jobs of one worker write it at the same time.
    @Test func ofManyThatRaiseTheNumberAtOnceTheHighestStays() async throws {
        let root = root
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...64 {
                group.addTask { try HighestNumber.raise(to: number, in: root) }
            }
            try await group.waitForAll()
        }
        #expect(HighestNumber.read(in: root) == 64)
    }

    @Test func aFolderIsBelowTheStacksByWhereItIs() throws {
        _ = try write(folder("acme"), "puerto-aaaaaaaa-2", "first")
        #expect(symlink(root, root + "-link") == 0)
        defer { unlink(root + "-link") }
        #expect(StackFolder.isBelow(root, root + "/acme"))
        #expect(StackFolder.isBelow(root, root + "-link/renamed"))
        #expect(!StackFolder.isBelow(root, "/no/such/stacks/acme"))
        #expect(!StackFolder.isBelow(root, root + "/acme/secrets"))
    }
}
