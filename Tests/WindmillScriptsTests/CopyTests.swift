import Foundation
import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// What the client's people made, as files.
@Suite struct CopyTests {
    private func readBack(_ copy: WorkspaceCopy) throws -> (layout: Layout, left: [PuertoError]) {
        let folder = try Folder()
        let left = try copy.write(to: folder.path + "/copy")
        let layout = try Layout.read([Layout.Source(base: folder.path, path: "copy", shown: "copy")]
        )
        #expect(layout.warnings.isEmpty)
        return (layout, left)
    }

    @Test func randomItemsComeBackAsTheyWere() throws {
        var random = SeededRandom(state: 42)
        for _ in 0..<200 {
            let items = (0..<8).map { RandomItem.item($0, &random) }
            let (layout, left) = try readBack(WorkspaceCopy(items))
            #expect(left.isEmpty, "\(left)")
            for item in items {
                #expect(layout.items[item.key] == item, "\(item.key)")
            }
            #expect(layout.items.count == items.count)
        }
    }

    @Test func onlyWhatTheyChangedIsCopiedAndNoSecretIsRead() async throws {
        let bench = try Bench()
        var layout = try Folder(Folder.everyKind).layout().filled(with: Folder.values)
        try layout.add(PushTests.services.items)
        try await bench.push(layout)
        bench.inWorld {
            $0.edit(script: "f/sales/plain", to: "echo theirs")
            $0.set("variables", "f/own/key", ["value": "their-secret", "is_secret": true])
            $0.set(
                "resources", "u/ana/db",
                ["value": ["p": "$var:f/own/key"], "resource_type": "postgresql"])
        }
        bench.server.begin()
        let copy = try await WorkspaceCopy.read(bench.plan(layout), bench.server.client)
        #expect(copy.items.map(\.key.name) == ["f/own/key", "u/ana/db", "f/sales/plain"])
        #expect(copy.secrets.map(\.name) == ["f/own/key"])
        #expect(!bench.server.requests.contains { $0.path.contains("get_value") })
        let (read, left) = try readBack(copy)
        #expect(left.isEmpty && read.items.count == 3)
        #expect(read.items[ItemKey(.script, "f/sales/plain")]?.content == "echo theirs")
        #expect(
            read.items[ItemKey(.resource, "u/ana/db")]?.fields["value"] == ["p": "$var:f/own/key"])
    }

    @Test func hostileItemsAreLeftOutAndNamed() throws {
        func script(_ path: String, _ more: [String: JSONValue] = [:]) -> Item {
            Item(
                ItemKey(.script, path),
                ["content": "x", "language": "bash"].merging(more) { $1 })
        }
        let deep = (0..<80).reduce(JSONValue.null) { value, _ in .array([value]) }
        let items = [
            script("f/a/CON"), script("f/a__flow/x"), script("f/a.b/x"), script("f/a/x"),
            script("f/a/X"), script("f/A/y"), script("f/a/l", ["language": "cobol"]),
            script("f/a/nul2", ["content": "a\u{0}b"]),
            script("f/a/big", ["content": .string(String(repeating: "x", count: 2 << 20))]),
            script("f/a/i", ["summary": "!inline ../../../etc/passwd"]),
            script("f/a/bom", ["summary": "\u{FEFF}x"]),
            Item(ItemKey(.resource, "f/a/deep"), ["value": deep, "resource_type": "t"]),
        ]
        let folder = try Folder()
        let left = try WorkspaceCopy(items.filter { $0.key.name != "f/a.b/x" })
            .write(to: folder.path + "/copy")
        #expect(left.count == 10)
        #expect(left.allSatisfy { $0.code == .unsupported && $0.spanish != nil })
        let layout = try Layout.read([Layout.Source(base: folder.path, path: "copy", shown: "copy")]
        )
        // Names are in order, and capitals come first.
        #expect(layout.items.keys.map(\.name) == ["f/A/y"])
    }

    @Test func pathsThatNoFolderHoldsAreLeftOutAndNamed() throws {
        let items = [
            String(repeating: "n", count: 245), "x/" + String(repeating: "d/", count: 20) + "x",
            "good",
        ].map { Item(ItemKey(.script, "f/a/" + $0), ["content": "x", "language": "bash"]) }
        let (layout, left) = try readBack(WorkspaceCopy(items))
        #expect(layout.items.keys.map(\.name) == ["f/a/good"])
        #expect(left.count == 2 && left.contains { $0.message.hasSuffix("its name is too long") })
        #expect(left.contains { $0.message.hasSuffix("its path has too many folders") })
    }

    @Test func aCopyIsNoLargerThanWhatIsRead() throws {
        let items = (0..<30).map {
            Item(
                ItemKey(.script, "f/a/x\($0)"),
                ["content": .string(String(repeating: "x", count: 1000)), "language": "bash"])
        }
        for limits in [LayoutLimits(files: 40), LayoutLimits(bytes: 20_000)] {
            let folder = try Folder()
            let left = try WorkspaceCopy(items).write(to: folder.path + "/copy", limits: limits)
            #expect((5..<20).contains(left.count))
            let source = Layout.Source(base: folder.path, path: "copy", shown: "copy")
            let layout = try Layout.read([source], limits: limits)
            #expect(layout.items.count == 30 - left.count)
        }
    }

    @Test func longKeysComeBackAsTheyWere() throws {
        let keys = [
            String(repeating: "\u{1}", count: 200), String(repeating: "k", count: 5000),
            String(repeating: "漢\n", count: 900), String(repeating: "\"", count: 120), "",
        ]
        var value: JSONValue = [1, ["a": "b"], "x\ny\n"]
        for key in keys { value = .object([key: value, "z": .object([key: []])]) }
        let item = Item(ItemKey(.resource, "f/a/keys"), ["value": value, "resource_type": "t"])
        let (layout, left) = try readBack(WorkspaceCopy([item]))
        #expect(left.isEmpty && layout.items[item.key] == item)
    }

    @Test func nothingIsWrittenIntoAFolderThatIsThere() throws {
        let folder = try Folder(["copy/x": ""])
        let copy = WorkspaceCopy([])
        let error = #expect(throws: PuertoError.self) { try copy.write(to: folder.path + "/copy") }
        #expect(error?.code == .conflict && error?.spanish != nil)
        #expect(symlink(folder.path, folder.path + "/link") == 0)
        #expect(throws: PuertoError.self) { try copy.write(to: folder.path + "/link") }
    }

    @Test func aWorkspaceThatIsTooLargeIsNotCopied() async throws {
        let bench = try Bench()
        bench.inWorld { world in
            for number in 0..<30 { world.edit(script: "f/a/x\(number)", to: "echo") }
        }
        let plan = try await bench.plan(Layout())
        let error = await #expect(throws: PuertoError.self) {
            _ = try await WorkspaceCopy.read(
                plan, bench.server.client, limits: LayoutLimits(files: 20))
        }
        #expect(error?.code == .exhausted)
    }
}
