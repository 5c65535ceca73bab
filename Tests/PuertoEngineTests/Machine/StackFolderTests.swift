import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite final class StackFolderTests {
    private let root = NSTemporaryDirectory() + "/puerto-stacks-" + UUID().uuidString
    private let folder: StackFolder
    private let secrets = [
        SecretFile.databaseURL(Array("one".utf8)), .postgresPassword(Array("one".utf8)),
    ]

    init() throws { folder = StackFolder(root: root, slug: try Slug("acme")) }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func write(_ compose: String = "services: {}\n") throws -> [String] {
        try folder.write(compose: compose, environment: "A=b\n", secrets: secrets)
    }

    /// Returns mode and inode by name.
    private func files() throws -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) + ["."] {
            var status = stat()
            #expect(lstat("\(root)/\(name)", &status) == 0)
            found[name] = [Int(status.st_mode), Int(status.st_ino)]
        }
        return found
    }

    private func make(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    }

    @Test func onlyTheOperatorGetsThroughTheFolder() throws {
        #expect(
            try write() == [
                "secrets/database_url", "secrets/postgres_password", ".env", "compose.yaml",
            ])
        let modes = try files().mapValues { String($0[0], radix: 8) }
        #expect(
            modes == [
                ".": "40700", "acme": "40700", "acme/secrets": "40700",
                "acme/compose.yaml": "100600", "acme/.env": "100600",
                "acme/secrets/database_url": "100444",
                "acme/secrets/postgres_password": "100444",
            ])
        #expect(try folder.composeFile() == Array("services: {}\n".utf8))
        #expect(try folder.secret(.postgresPassword) == Array("one".utf8))
        #expect(try folder.secret(.redisConfiguration) == nil)
    }

    /// A container that runs has the file mounted, and would not see another one in its place.
    @Test(arguments: ["database_url", "postgres_password"])
    func aFileGetsItsModeBackWhereItIs(_ name: String) throws {
        _ = try write()
        let before = try files()
        for mode: mode_t in [0, 0o600, 0o666, 0o4444] {
            #expect(chmod("\(folder.path)/secrets/\(name)", mode) == 0)
            #expect(try write() == ["secrets/\(name)"])
            #expect(try files() == before)
        }
    }

    @Test func whatIsTheSameKeepsItsFile() throws {
        _ = try write()
        let before = try files()
        #expect(try write() == [])
        #expect(try files() == before)
        #expect(try write("other\n") == ["compose.yaml"])
        let after = try files()
        #expect(after["acme/compose.yaml"] != before["acme/compose.yaml"])
        #expect(
            after.filter { $0.key != "acme/compose.yaml" }
                == before.filter { $0.key != "acme/compose.yaml" })
    }

    @Test func wrongModesAreMended() throws {
        _ = try write()
        for name in ["", "/acme", "/acme/secrets"] { #expect(chmod(root + name, 0o755) == 0) }
        #expect(chmod(folder.file, 0o644) == 0)
        #expect(try write() == ["compose.yaml"])
        let modes = try files().mapValues { String($0[0], radix: 8) }
        #expect(modes["acme"] == "40700" && modes["acme/secrets"] == "40700")
        #expect(modes["."] == "40700" && modes["acme/compose.yaml"] == "100600")
    }

    @Test func aLinkInPlaceOfAFileIsReplacedAndNotFollowed() throws {
        _ = try write()
        try make("victim", "precious")
        let victim = "\(folder.path)/victim"
        for name in ["compose.yaml", "secrets/postgres_password"] {
            let path = "\(folder.path)/\(name)"
            #expect(unlink(path) == 0 && symlink(victim, path) == 0)
        }
        #expect(code { try folder.composeFile() } == .io)
        #expect(try write() == ["secrets/postgres_password", "compose.yaml"])
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
        #expect(try files()["acme/compose.yaml"]?[0] == 0o100600)
    }

    @Test func aLinkInPlaceOfAFolderIsRefused() throws {
        try FileManager.default.createDirectory(
            atPath: root + "/elsewhere", withIntermediateDirectories: true)
        #expect(symlink(root + "/elsewhere", folder.path) == 0)
        #expect(
            message { try write() } == "'\(folder.path)' is not a folder (move it away)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/elsewhere") == [])
    }

    @Test func whatSomebodyHasEditedGetsANumber() throws {
        _ = try write()
        #expect(try folder.keepEdited() == "compose.yaml.edited-1")
        #expect(try folder.composeFile() == nil)
        _ = try write("two\n")
        #expect(try folder.keepEdited() == "compose.yaml.edited-2")
        #expect(
            try String(contentsOfFile: folder.file + ".edited-2", encoding: .utf8) == "two\n")
        #expect(code { try folder.keepEdited() } == .io)
    }

    @Test func aHangingLinkCountsAsANumberThatIsTaken() throws {
        _ = try write()
        #expect(symlink("/no/such/file", folder.file + ".edited-1") == 0)
        #expect(try folder.keepEdited() == "compose.yaml.edited-2")
        var status = stat()
        #expect(lstat(folder.file + ".edited-1", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func nineHundredAndNinetyNineAreEnough() throws {
        _ = try write()
        for number in 1...999 { try make("compose.yaml.edited-\(number)", "") }
        #expect(code { try folder.keepEdited() } == .conflict)
        #expect(try folder.composeFile() != nil)
    }

    @Test func aKilledWritersRestIsNoObstacle() throws {
        _ = try write()
        try make("compose.yaml.new", "half a fi")
        #expect(try write("new\n") == ["compose.yaml"])
        #expect(try files().keys.allSatisfy { !$0.contains(".new") })
    }

    @Test func foldersAreListedInOrder() throws {
        #expect(StackFolder.all(in: root) == [])
        _ = try write()
        for name in ["/zeta", "/.hidden", "/beta"] {
            try FileManager.default.createDirectory(
                atPath: root + name, withIntermediateDirectories: true)
        }
        #expect(StackFolder.all(in: root) == ["acme", "beta", "zeta"])
    }
}
