import Foundation
import Testing

/// Tests `puerto config firewall`: its scripts can be read by a shell, and its units by systemd.
@Suite struct FirewallVerbTests {
    private static func print(_ words: String...) throws -> (Scratch, Scratch.Result) {
        let scratch = try Scratch.workspace()
        return (scratch, try scratch.puerto(["config", "firewall", "--workspace", "w"] + words))
    }

    @Test func itNeedsNoWebAndPrintsAScriptThatAShellCanRead() throws {
        for words in [[], ["--remove"]] {
            let scratch = try Scratch.workspace()
            let result = try scratch.puerto(["config", "firewall", "--workspace", "w"] + words)
            #expect(result.code == 0, "\(result.err)")
            try scratch.write(result.out, to: "script")
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-n", scratch.path("script")]
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0)
        }
    }

    @Test func theScriptInstallsTheTableThatIsPrintedAlone() throws {
        let (scratch, script) = try Self.print()
        let rules = try scratch.puerto("config", "firewall", "--rules", "--workspace", "w").out
        #expect(script.out.contains("<<'END'\n\(rules)END\n"))
        let table = try #require(rules.split(separator: "\n").first)
        #expect(table.wholeMatch(of: /table inet puerto_[0-9a-f]{8}/) != nil)
    }

    @Test func theTableComesBeforeDockerAndAfterTheUnitThatEmptiesAllTables() throws {
        let script = try Self.print().1.out
        for line in [
            "After=nftables.service", "Before=docker.service", "Type=oneshot",
            "OnCalendar=minutely",
        ] { #expect(script.contains("\n\(line)\n"), "\(line)") }
    }

    @Test func whatWasInstalledIsRemovedByOneCommand() throws {
        let (scratch, script) = try Self.print()
        let removal = try scratch.puerto("config", "firewall", "--remove", "--workspace", "w").out
        #expect(removal.split(separator: "\n").count == 1)
        let files = script.out.matches(of: /cat > (\S+?)(?:\.new)? <</).map { String($0.1) }
        #expect(files.count == 4)
        for file in files { #expect(removal.contains(" \(file)"), "\(file)") }
    }

    @Test func theTwoPartsExcludeEachOther() throws {
        #expect(try Self.print("--remove", "--rules").1.code == 2)
    }
}
