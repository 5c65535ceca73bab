import Foundation
import Testing

@Suite struct HelpTests {
    @Test func theVerbsAreListedInSixGroupsEachOnce() throws {
        let help = try Scratch().puerto("--help")
        #expect(help.code == 0 && help.err == "")
        let lines = help.out.split(separator: "\n")
        let groups = lines.filter { $0.hasSuffix(" SUBCOMMANDS:") }.map {
            $0.split(separator: " ")[0]
        }
        #expect(
            groups == ["RECORDS", "STACKS", "CREDENTIALS", "PORTAL", "OPERATIONS", "WORKSPACE"])
        let verbs = try Set(CommandTree.read().leaves.map { $0.path.split(separator: " ")[0] })
        for verb in verbs where verb != "help" {
            #expect(lines.count { $0.hasPrefix("  \(verb) ") } == 1, "\(verb)")
        }
    }

    @Test(arguments: [["provision"], ["config", "nginx"], ["job", "log"]])
    func helpOfAVerbIsThatOfItsOption(verb: [String]) throws {
        let scratch = try Scratch()
        let help = try scratch.puerto(["help"] + verb)
        #expect(help.code == 0 && help.out.contains("USAGE: puerto \(verb.joined(separator: " "))"))
        #expect(try scratch.puerto(verb + ["--help"]).out == help.out)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func everyVerbOfTheFirstLevelIsCompleted(shell: String) throws {
        let script = try Scratch().puerto("--generate-completion-script", shell)
        #expect(script.code == 0 && script.err == "")
        for leaf in try CommandTree.read().leaves {
            let verb = leaf.path.split(separator: " ")[0]
            #expect(script.out.contains(verb), "\(verb)")
        }
    }
}
