import Foundation
import PuertoStore
import TestSupport
import Testing

@testable import PuertoCLI

/// `puerto --version` names what is inside, and `doctor` compares it with the system.
@Suite struct VersionTests {
    @Test func theVersionNamesSQLiteAndTheCryptography() throws {
        let result = try Scratch().puerto("--version")
        #expect(result.code == 0)
        let lines = result.out.split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == "puerto \(Contents.version)")
        let sqlite = try #require(
            lines[1].wholeMatch(of: /SQLite (3[0-9.]+), compiled with (3[0-9.]+) \((.+)\)/))
        #expect(sqlite.3.contains(/[0-9a-f]{40}/))
        for (line, name, library) in [
            (lines[2], "swift-crypto", Contents.crypto), (lines[3], "swift-nio-ssl", Contents.tls),
        ] {
            #expect(line == "\(name) \(library.version) with BoringSSL \(library.boringSSL)")
        }
    }

    @Test func theCryptographyIsTheLockedOne() throws {
        let lock = try String(
            contentsOf: Repository.root.appending(path: "Packages.lock"), encoding: .utf8)
        #expect(lock.contains("\nswift-crypto \(Contents.crypto.version) "))
        #expect(lock.contains("\nswift-nio-ssl \(Contents.tls.version) "))
    }

    @Test(arguments: [
        ("3.40.1", "3.40.1", false), ("3.46.0", "3.40.1", false), ("3.9.2", "3.40.1", true),
        ("3.40.0", "3.40.1", true), ("4.0.0", "3.40.1", false),
    ])
    func anOlderLibraryThanTheHeaderIsTold(running: String, compiled: String, isTold: Bool) {
        let sqlite = SQLiteVersion(running: running, source: "", compiled: compiled)
        let warning = Contents.warning(sqlite)
        #expect((warning != nil) == isTold)
        #expect(warning?.contains("SQLite \(running) runs") != false)
    }
}
