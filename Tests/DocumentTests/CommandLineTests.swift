import Foundation
import TestSupport
import Testing

/// Every command that a document shows is one that the program takes.
@Suite struct CommandLineTests {
    @Test func everyCommandLineShownIsOneThatTheProgramTakes() throws {
        let tree = try CommandTree.ofThisBuild()
        var count = 0
        for path in try Repository.manuals() {
            for command in try Repository.document(path).commands(of: ["puerto"]) {
                let problem = tree.problem(with: command.words)
                #expect(problem == nil, "\(path): \(command): \(problem ?? "")")
                count += 1
            }
        }
        #expect(count > 30)
    }

    @Test func everyMakeTargetShownIsInTheMakefile() throws {
        let makefile = try String(
            contentsOf: Repository.root.appending(path: "Makefile"), encoding: .utf8)
        let targets = Set(
            makefile.matches(of: /(?m)^([a-z][a-z0-9-]*):(?!=)/).map { String($0.output.1) })
        try #require(targets.contains("portal"))
        for path in try Repository.manuals() {
            for command in try Repository.document(path).commands(of: ["make"]) {
                for word in command.words where !word.contains("=") && !word.hasPrefix("-") {
                    let isThere = targets.contains(word)
                    #expect(isThere, "\(path): make has no target '\(word)'")
                }
            }
        }
    }

    @Test func aCommandLineThatTheProgramDoesNotTakeIsFound() throws {
        let tree = try CommandTree.ofThisBuild()
        func problem(_ line: String) -> String? {
            ShownCommand.all(in: line).lazy.compactMap { tree.problem(with: $0.words) }.first
        }
        #expect(problem("puerto tenant add acme --name 'Acme SL' --plan esencial") == nil)
        #expect(problem("puerto credential set|generate acme postgres < FILE") == nil)
        #expect(problem("puerto help VERB") == nil)
        #expect(problem("puerto tenant vanish acme") == "'tenant' has no verb 'vanish'")
        #expect(problem("puerto job list|forget") == "'job' has no verb 'forget'")
        #expect(problem("puerto build --fast") == "'build' has no option '--fast'")
        #expect(problem("puerto build [--fast]") == "'build' has no option '--fast'")
        #expect(problem("puerto job log -x JOB") == "'log' has no option '-x'")
        #expect(problem("puerto build && puerto biuld") == "'puerto' has no verb 'biuld'")
    }
}
