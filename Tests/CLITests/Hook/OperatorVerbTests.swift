import Foundation
import GRDB
import TestSupport
import Testing

/// Tests the verbs for operators.
@Suite struct OperatorVerbTests {
    private let scratch: Scratch
    private static let password = "correct horse battery"
    private static let other = "staple of another kind"

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
    }

    private func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
        try scratch.puerto(["operator"] + arguments + ["--workspace", "w"], input: input)
    }

    private func record() throws -> String? {
        try DatabaseQueue(patient: scratch.path("w/puerto.db")).read {
            try String.fetchOne($0, sql: "SELECT password FROM operator WHERE name = 'ana'")
        }
    }

    private func lastLine() throws -> String {
        try scratch.puerto("audit", "list", "--limit", "1", "--workspace", "w").out
    }

    @Test func somebodyComesGetsANewPasswordAndGoes() throws {
        let added = try run("add", "ana", "--role", "owner", input: Self.password + "\n")
        #expect(added.code == 0 && added.out == "ana: owner\n" && added.err == "")
        let first = try #require(try record())
        #expect(first.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
        let list = try run("list")
        #expect(list.out.split(separator: "\n").last?.hasPrefix("ana   owner") == true)
        let changed = try run("passwd", "ana", input: Self.other)
        #expect(changed.code == 0 && changed.out == "ana: password set, sessions ended\n")
        #expect(try record() != first)
        #expect(try lastLine().contains("operator.passwd"))
        #expect(try run("remove", "ana").out == "ana: removed\n")
        #expect(try lastLine().contains("operator.remove"))
        #expect(try run("list", "--json").out == "[\n\n]\n")
        let files = try scratch.files()
        #expect(Canary(secrets: [Self.password, Self.other]).found(in: files) == [])
    }

    @Test func aCodeIsPrintedOnceAndKeptAsADigest() throws {
        _ = try run("add", "ana", input: Self.password)
        let without = try run("code", "ana")
        #expect(without.code == 1 && without.err.contains("no 'web' in puerto.yaml"))
        try scratch.write(
            scratch.text(of: "w/puerto.yaml") + "\nweb: {url: \"https://portal.example.com\"}\n",
            to: "w/puerto.yaml")
        #expect(try run("code", "eva").err.contains("there is no operator 'eva'"))
        let (first, second) = (try run("code", "ana"), try run("code", "ana"))
        let groups = second.out.dropLast().split(separator: "-")
        #expect(second.code == 0 && second.err == "" && groups.map(\.count) == [5, 5, 5, 5])
        #expect(first.out != second.out)
        #expect(try lastLine().contains("operator.code"))
        let code = String(second.out.dropLast())
        let codes = [code, code.replacing("-", with: "")]
        #expect(Canary(secrets: codes).found(in: try scratch.files()) == [])
    }

    @Test func whoeverIsAddedOnlyLooksUnlessMoreIsSaid() throws {
        #expect(try run("add", "eva", input: Self.password).out == "eva: viewer\n")
    }

    @Test(arguments: [
        "", "\n", "short", "elevenbytes", String(repeating: "x", count: 1025), "twelve bytes\u{0}",
    ])
    func aPasswordThatIsNoneIsRefused(password: String) throws {
        let result = try run("add", "ana", input: password)
        #expect(result.code == 1 && result.out == "")
        if password.count > 4 { #expect(!result.err.contains(password)) }
        #expect(try record() == nil)
    }

    @Test func aPasswordIsNoArgument() throws {
        for words in [
            [Self.password], ["--password", Self.password], ["--password=\(Self.password)"],
        ] {
            for verb in ["add", "passwd"] {
                let result = try scratch.puerto(
                    ["operator", verb, "ana"] + words + ["--workspace", "w"])
                #expect(
                    result.code == 2 && !(result.out + result.err).contains("horse"), "\(words)")
            }
        }
    }

    @Test func whoIsThereAlreadyAndWhoIsNotAreNamed() throws {
        _ = try run("add", "ana", input: Self.password)
        let again = try run("add", "ana", input: Self.other)
        #expect(again.code == 1 && again.err.contains("there is an operator 'ana' already"))
        for arguments in [["passwd", "eva"], ["remove", "eva"]] {
            let result = try scratch.puerto(
                ["operator"] + arguments + ["--workspace", "w"], input: Self.password)
            #expect(result.code == 1 && result.err.contains("there is no operator 'eva'"))
        }
        #expect(try run("add", "Ana", input: Self.password).code == 1)
        #expect(try run("add", "ben", "--role", "root", input: Self.password).code == 2)
    }
}
