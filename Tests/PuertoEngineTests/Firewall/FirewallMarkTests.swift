import Foundation
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct FirewallMarkTests {
    @Test func itSaysWhatTheUnitHasWrittenAndWhoseFileItIs() throws {
        let folder = try TemporaryFolder("mark")
        let path = folder.path + "/mark"
        #expect(FirewallMark.read(path) == nil)
        try Data("range 10.213.0.0/16\ndigest abc\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let mark = try #require(FirewallMark.read(path))
        #expect(mark.range == "10.213.0.0/16" && mark.digest == "abc")
        #expect(mark.owner == Int(geteuid()) && !mark.isOpen && (0...60).contains(mark.age))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o664, .modificationDate: Date(timeIntervalSinceNow: -500)],
            ofItemAtPath: path)
        let old = try #require(FirewallMark.read(path))
        #expect(old.isOpen && old.age >= 500)
    }

    @Test func aLinkToAMarkIsNone() throws {
        let folder = try TemporaryFolder("mark")
        try Data("range a\n".utf8).write(to: URL(filePath: folder.path + "/mark"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/mark")
        #expect(FirewallMark.read(folder.path + "/link") == nil)
        #expect(FirewallMark.read(folder.path) == nil)
    }
}
