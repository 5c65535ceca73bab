import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// Items that nobody can read, among others that somebody needs.
@Suite struct HostileItemTests {
    private let big = ItemKey(.script, "f/a/big")
    private let good = ItemKey(.script, "f/a/good")
    private static let long = String(repeating: "x", count: 3 << 20)
    private static let deep = (0..<200).reduce(JSONValue.null) { value, _ in ["next": value] }

    private func layout(_ content: String, _ keys: [ItemKey]) throws -> Layout {
        var layout = Layout()
        try layout.add(
            keys.map { Item($0, ["content": .string(content), "language": "bash"]) })
        return layout
    }

    /// A workspace with two scripts, of which people made one too long to be read, and a flow of
    /// theirs that is nested too deep.
    private func bench() async throws -> Bench {
        let bench = try Bench()
        try await bench.push(layout("echo 1", [big, good]))
        bench.inWorld {
            $0.edit(script: "f/a/big", to: Self.long)
            $0.edit(script: "f/own/long", to: Self.long)
            $0.set("flows", "f/own/deep", ["value": Self.deep])
            $0.set("flows", "f/own/flow", ["value": [:]])
        }
        return bench
    }

    @Test func onesThatCannotBeReadAreNamedAndTheRestIsPushed() async throws {
        let bench = try await bench()
        let plan = try await bench.plan(layout("echo 2", [big, good]))
        #expect(plan.items.map(\.change) == [.unreadable, .file])
        #expect(plan.unreadable == 1 && plan.unlisted.isEmpty)
        #expect(plan.theirs.map(\.key.name) == ["f/own/long", "f/own/flow"])
        #expect(
            plan.lines(.quick, .en).first
                == "script f/a/big: cannot be read in Windmill: it is longer than 2 MiB; refused")
        let report = try await bench.push(plan, .quick(overwrites: true))
        #expect(report.errors.map(\.code) == [.unsupported] && report.written == [good])
        #expect(report.errors.first?.spanish?.message.contains("ocupa más de 2 MiB") == true)
    }

    @Test func onesThatCannotBeReadAreNamedAndTheRestIsCopied() async throws {
        let bench = try await bench()
        let plan = try await bench.plan(layout("echo 1", [big, good]))
        let copy = try await WorkspaceCopy.read(plan, bench.server.client)
        #expect(copy.items.map(\.key.name) == ["f/own/flow"])
        let folder = try Folder()
        let left = try copy.write(to: folder.path + "/copy")
        #expect(
            left.map(\.message) == [
                "script f/a/big is not copied: it is longer than 2 MiB",
                "script f/own/long is not copied: it is longer than 2 MiB",
            ])
    }

    @Test func anItemOfAListWithSkippedRowsIsAskedForItself() async throws {
        let bench = try Bench()
        let whole = try layout("echo 1", [big, good])
        try await bench.push(whole)
        bench.inWorld { $0.badRows = ["f/a/good"] }
        let same = try await bench.plan(whole)
        #expect(same.items.map(\.change) == [.same, .same] && same.unreadable == 1)
        // It is not in a file any more, and still on the server.
        let less = try await bench.plan(layout("echo 1", [big]))
        #expect(less.items.map(\.change) == [.same, .gone] && less.forgotten.isEmpty)
        // It is not on the server any more, where another row is the one that cannot be read.
        bench.inWorld {
            $0.items["scripts"]?["f/a/good"] = nil
            $0.edit(script: "f/own/x", to: "echo")
            $0.badRows = ["f/own/x"]
        }
        #expect(try await bench.plan(layout("echo 1", [big])).forgotten == [good])
        #expect(try await bench.plan(whole).items.map(\.change) == [.same, .server])
    }

    @Test func whatCannotBeReadIsNeitherForgottenNorRemoved() async throws {
        let bench = try Bench()
        try await bench.push(layout("echo 1", [big, good]))
        bench.inWorld {
            $0.badRows = ["f/a/big"]
            $0.edit(script: "f/a/big", to: Self.long)
        }
        let rest = try layout("echo 1", [good])
        #expect(try await bench.plan(rest).items.map(\.change) == [.same, .unreadable])
        #expect(try await bench.push(rest).errors.isEmpty)
        let report = try await bench.push(rest, .quick(overwrites: true, prunes: true))
        #expect(report.removed.isEmpty && report.errors.map(\.code) == [.unsupported])
        #expect(bench.pushed.items[big] != nil)
    }

    @Test func aListThatHasNoEndIsShownAsMissing() async throws {
        let bench = try Bench()
        try await bench.push(layout("echo 1", [big, good]))
        bench.inWorld { world in
            for number in 0..<5_100 { world.set("scripts", "f/z/x\(number)", [:]) }
        }
        let plan = try await bench.plan(layout("echo 2", [big, good]))
        #expect(plan.unlisted == [.script] && plan.items.map(\.change) == [.file, .file])
        #expect(
            plan.lines(.quick, .en).last
                == "the list cannot be read, the client's own are not known: script")
        #expect(
            plan.lines(.quick, .es).last
                == "script: no se puede leer la lista, así que no se sabe qué hay del cliente")
    }
}
