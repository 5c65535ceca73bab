import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

/// Key files, good and bad ones.
@Suite struct KeyTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "puerto-keys-\(UUID().uuidString)"
    ).path
    private let key = "k1 " + Base64.url.encode([UInt8](1...32))

    private func with<Value>(_ body: () throws -> Value) throws -> Value {
        try FileManager.default.createDirectory(
            atPath: folder + "/keys", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body()
    }

    private func write(
        _ text: String, mode: Int = 0o600, to purpose: KeyPurpose = .master
    ) throws {
        let path = KeyFile.path(purpose, folder)
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func read() throws -> KeyRing? { try KeyFile.read(.master, in: folder) }

    @Test func aRingComesBackFromItsFile() throws {
        try with {
            let ring = try KeyRing.make(.master).rotated()
            try KeyFile.create(ring, in: folder)
            let read = try #require(try read())
            #expect(read.keys.map(\.id) == ["k2", "k1"])
            #expect(read.keys.map(\.secret) == ring.keys.map(\.secret))
            var status = stat()
            #expect(stat(folder + "/keys/master.key", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder + "/keys").count == 1)
        }
    }

    @Test func aFileIsNeverWrittenOver() throws {
        try with {
            try write(key + "\n")
            #expect(code { try KeyFile.create(.make(.master), in: folder) } == .conflict)
            #expect(try read()?.keys.count == 1)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder + "/keys").count == 1)
        }
    }

    @Test func thereIsNoDefaultKey() throws {
        let ring = try with { try read() }
        #expect(ring == nil)
    }

    @Test(arguments: [
        ("", "it holds no key"), ("\n", "line 1 does not begin with a key's name"),
        ("KEY\r\n", "line 1 ends in CR LF"), ("KEY\n\n", "line 2 does not begin with a key's name"),
        (" KEY\n", "line 1 does not begin with a key's name"),
        ("k01 AAAA\n", "line 1 does not begin with a key's name"),
        ("K1 AAAA\n", "line 1 does not begin with a key's name"),
        ("k1\n", "key 'k1' has 0 bytes, not 32"), ("k1 AAAA\n", "key 'k1' has 3 bytes, not 32"),
        ("k1 \(String(repeating: "A", count: 43))\n", "key 'k1' is all zeros"),
        ("KEY=\n", "key 'k1' is not canonical base64url"),
        ("KEY KEY\n", "key 'k1' is not canonical base64url"),
        ("k1 \(String(repeating: "B", count: 43))\n", "key 'k1' is not canonical base64url"),
        ("k1 \(String(repeating: "+", count: 43))\n", "key 'k1' is not canonical base64url"),
        ("KEY\nKEY\n", "'k1' is there twice"), ("KEY\nSAME\n", "'k2' is there twice"),
        ("\u{FEFF}KEY\n", "line 1 does not begin with a key's name"),
    ])
    func aBadFileSaysWhatIsBadAndNeverWhatIsInIt(text: String, problem: String) throws {
        try with {
            let same = "k2" + key.dropFirst(2)
            let whole = text.replacing("KEY", with: key).replacing("SAME", with: same)
            try write(whole)
            let said = message { try read() }
            #expect(said?.contains(problem) == true, "\(said ?? "nothing")")
            #expect(said?.hasPrefix(folder + "/keys/master.key: ") == true)
            #expect(said?.contains(key.dropFirst(3)) == false)
            #expect(code { try read() } == .invalid)
            let file = URL(filePath: folder + "/keys/master.key")
            #expect(try Data(contentsOf: file) == Data(whole.utf8))
        }
    }

    @Test(arguments: [KeyPurpose.master, .web], [0o644, 0o640, 0o660, 0o604, 0o777])
    func aFileThatOthersMayReadIsRefusedWithTheFix(purpose: KeyPurpose, mode: Int) throws {
        try with {
            try write(key + "\n", mode: mode, to: purpose)
            let said = message { try KeyFile.read(purpose, in: folder) }
            let path = "\(folder)/keys/\(purpose.rawValue).key"
            #expect(said?.contains("(chmod 600 \(path); if another user") == true, "\(said ?? "")")
            let rotation = purpose == .web ? "puerto key rotate web" : "puerto key rotate"
            #expect(said?.hasSuffix(", \(rotation))") == true, "\(said ?? "")")
            #expect(chmod(path, 0o600) == 0)
            #expect(try KeyFile.read(purpose, in: folder)?.keys.count == 1)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
    func aFileThatRootReplacesStaysItsOwners() throws {
        try with {
            try write(key + "\n", to: .web)
            let path = KeyFile.path(.web, folder)
            #expect(chown(path, 1, 1) == 0)
            try KeyFile.replace(KeyRing.make(.web), in: folder)
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(status.st_uid == 1 && status.st_gid == 1)
        }
    }

    @Test func theSigningKeyIsItsOwnersAlone() throws {
        try with {
            try write("faro " + key.dropFirst(3) + "\n", mode: 0o640, to: .signing)
            #expect(code { try KeyFile.read(.signing, in: folder) } == .invalid)
        }
    }

    @Test func aFolderThatOthersMayWriteIsRefusedWithTheFix() throws {
        try with {
            try write(key + "\n")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o770], ofItemAtPath: folder + "/keys")
            #expect(message { try read() }?.contains("chmod 700 \(folder)/keys") == true)
        }
    }

    @Test func aLinkIsRefusedWhateverItLeadsTo() throws {
        try with {
            try Data((key + "\n").utf8).write(to: URL(filePath: folder + "/elsewhere"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/keys/master.key", withDestinationPath: folder + "/elsewhere")
            #expect(message { try read() }?.contains("it is a link") == true)
        }
    }

    @Test func aFolderInItsPlaceIsRefused() throws {
        try with {
            try FileManager.default.createDirectory(
                atPath: folder + "/keys/master.key", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o600])
            #expect(message { try read() }?.contains("it is not a file") == true)
        }
    }

    @Test func aSigningKeyIsNamedAfterTheAgency() throws {
        let ring = try KeyRing.make(.signing, named: "faro-y-cia")
        #expect(try KeyRing(.signing, parsing: ring.text.reveal()).keys[0].id == "faro-y-cia")
        #expect(CheckpointKey(ring).origin == "puerto-audit/faro-y-cia")
        #expect(throws: PuertoError.self) { try KeyRing(.master, parsing: ring.text.reveal()) }
    }
}
