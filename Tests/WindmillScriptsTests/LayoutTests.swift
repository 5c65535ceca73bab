import Foundation
import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// What is read of a layout, and what is refused.
@Suite struct LayoutTests {
    private func errors(_ layout: () throws -> Layout) -> [String] {
        do {
            _ = try layout()
            return []
        } catch let errors as PuertoErrors {
            #expect(errors.all.allSatisfy { $0.spanish != nil && $0.hint != nil })
            return errors.all.map(\.description)
        } catch {
            return ["another error: \(error)"]
        }
    }

    @Test func everyKindIsRead() throws {
        let layout = try Folder(Folder.everyKind).layout()
        #expect(layout.warnings.isEmpty)
        #expect(
            layout.items.keys.sorted().map(\.description) == [
                "folder sales", "resource-type acme_db", "variable f/sales/zone",
                "resource f/sales/db", "script f/sales/hello", "script f/sales/plain",
                "flow f/sales/daily", "schedule f/sales/nightly",
            ])
        let hello = try #require(layout.items[ItemKey(.script, "f/sales/hello")])
        #expect(hello.language == "python3" && hello.content.contains("{{tenant.name}}"))
        #expect(hello.fields["schema"] == ["type": "object"])
        let flow = try #require(layout.items[ItemKey(.flow, "f/sales/daily")])
        guard case .array(let modules)? = flow.fields["value"]?["modules"] else {
            Issue.record("no modules")
            return
        }
        #expect(modules.first?["value"]?["content"] == "echo flow\n")
    }

    @Test func placeholdersAreFilledInValuesAndNeverInCode() throws {
        let layout = try Folder(Folder.everyKind).layout().filled(with: Folder.values)
        let value = layout.items[ItemKey(.resource, "f/sales/db")]?.fields["value"]
        #expect(value == ["name": "Acme \"S.A.\"", "port": 5432])
        let args = layout.items[ItemKey(.schedule, "f/sales/nightly")]?.fields["args"]
        #expect(args == ["who": "acme"])
        let hello = layout.items[ItemKey(.script, "f/sales/hello")]
        #expect(hello?.content.contains("{{tenant.name}}") == true)
    }

    @Test func anUnknownPlaceholderNamesItsFile() throws {
        let folder = try Folder(["f/a/b.variable.yaml": "value: '{{tenant.nmae}}'\n"])
        #expect(
            errors { try folder.layout().filled(with: Folder.values) } == [
                "content/windmill/f/a/b.variable.yaml: there is no placeholder {{tenant.nmae}} "
                    + "(did you mean 'tenant.name'?)"
            ])
    }

    @Test func aFileOfTheClientReplacesTheSharedItemWithItsMetadata() throws {
        let shared = try Folder([
            "f/a/x.py": "1", "f/a/x.script.yaml": "summary: Shared\n", "f/a/y.py": "2",
        ])
        let own = try Folder(["f/a/x.ts": "3"])
        let layout = try Layout.read([
            Layout.Source(base: shared.path, shown: "shared"),
            Layout.Source(base: own.path, shown: "own"),
        ])
        let x = try #require(layout.items[ItemKey(.script, "f/a/x")])
        #expect(x.fields == ["content": "3", "language": "bun"])
        #expect(layout.items[ItemKey(.script, "f/a/y")]?.content == "2")
    }

    @Test func bothFoldersOfAWorkspaceAreRead() throws {
        let folder = try Folder([
            "content/windmill/f/a/x.sh": "1", "content/tenants/acme/windmill/f/a/y.sh": "2",
            "content/tenants/other/windmill/f/a/z.sh": "3",
        ])
        let layout = try Layout.read(workspace: folder.path, of: Slug("acme"))
        #expect(layout.items.keys.sorted().map(\.name) == ["f/a/x", "f/a/y"])
        #expect(try Layout.read(workspace: folder.path, of: Slug("b")).items.count == 1)
        #expect(
            errors { try Layout.read(workspace: folder.path + "/no", of: Slug("acme")) }.count == 2)
        let linked = try Folder()
        #expect(symlink(folder.path + "/content", linked.path + "/content") == 0)
        #expect(
            errors { try Layout.read(workspace: linked.path, of: Slug("b")) }.count {
                $0.contains("a part of this path is a symbolic link")
            } == 2)
    }

    @Test func allFaultsAreReportedAtOnce() throws {
        let folder = try Folder([
            "f/a/x.py": "1", "f/a/x.ts": "2", "f/a/q.sql": "select 1", "f/a/n.script.yaml": "",
            "f/a/b c.py": "1", "f/short.py": "1",
            "f/a/s.variable.yaml": "is_secret: true\nvalue: x",
            "f/a/r.resource.yaml": "value: 1", "f/a/t.schedule.yaml": "schedule: [1]\n",
            "f/a/w.flow/flow.yaml": "value: {modules: ['!inline ../../../x']}\n",
            "f/a/m__mod/script.py": "", "f/a/l.variable.yaml": "- 1\n",
            "f/a/u.script.yaml": "tag: 5\n",
            "f/a/u.sh": "",
        ])
        try folder.write("f/a/utf.sh", Data([0xFF, 0x41]))
        try folder.write("f/a/nul.sh", Data([0x41, 0]))
        let found = errors { try folder.layout() }
        let expected = [
            "f/a/x.ts: 'f/a/x.py' is the same item (keep one of the two files)",
            "f/a/q.sql: '.sql' alone does not say which database it is for",
            "f/a/n.script.yaml: there is no source file beside it",
            "f/a/b c.py: 'f/a/b c' is not a path of an item",
            "f/short.py: 'f/short' is not a path of an item",
            "f/a/s.variable.yaml: a secret value is in a file",
            "f/a/r.resource.yaml: the key 'resource_type' is missing",
            "f/a/t.schedule.yaml: 'schedule' is not a text",
            "f/a/w.flow/flow.yaml: there is no file 'f/a/w.flow/../../../x'",
            "f/a/m__mod/script.py: modules of scripts",
            "f/a/l.variable.yaml: the file is not a map",
            "f/a/u.script.yaml: 'tag' is not a text", "f/a/utf.sh: the text is not UTF-8",
            "f/a/nul.sh: the text holds a NUL",
        ]
        for text in expected {
            #expect(found.contains { $0.hasPrefix("content/windmill/" + text) }, "\(text)")
        }
        #expect(found.count == expected.count, "\(found)")
    }

    @Test func linksAndOtherThingsAreRefused() throws {
        let folder = try Folder(["f/a/x.sh": "1"])
        for (name, target) in [("f/a/y.sh", "x.sh"), ("f/b", "/etc"), ("f/c", "nowhere")] {
            #expect(symlink(target, folder.path + "/" + name) == 0)
        }
        #expect(mkfifo(folder.path + "/f/a/pipe.sh", 0o600) == 0)
        #expect(
            errors { try folder.layout() } == [
                "content/windmill/f/a/pipe.sh: neither a file nor a folder (remove it)",
                "content/windmill/f/a/y.sh: a symbolic link (put the file itself there)",
                "content/windmill/f/b: a symbolic link (put the file itself there)",
                "content/windmill/f/c: a symbolic link (put the file itself there)",
            ])
        let root = try Folder()
        #expect(symlink(folder.path, root.path + "/link") == 0)
        #expect(
            errors {
                try Layout.read([Layout.Source(base: root.path, path: "link", shown: "link")])
            }.count == 1)
    }

    @Test func limitsAreKept() throws {
        let many = try Folder(
            Dictionary(uniqueKeysWithValues: (0..<30).map { ("f/a/x\($0).sh", "1234567890") }))
        let few = LayoutLimits(files: 20)
        #expect(errors { try many.layout(few) }.contains { $0.contains("more than 20 files") })
        let long = LayoutLimits(fileBytes: 9)
        #expect(errors { try many.layout(long) }.count == 30)
        let bytes = LayoutLimits(bytes: 100)
        #expect(errors { try many.layout(bytes) }.contains { $0.contains("or than 0 MiB") })
        // Folders are no files, and are counted where they are.
        let wide = try Folder(
            Dictionary(uniqueKeysWithValues: (0..<30).map { ("f/a/d\($0)/x.txt", "") }))
        #expect(
            errors { try wide.layout(few) }.contains {
                $0.hasPrefix("content/windmill/f/a: more than 20 files and folders")
            })
        let deep = try Folder([String(repeating: "d/", count: 20) + "x.sh": "1"])
        #expect(errors { try deep.layout() }.contains { $0.contains("12 folders") })
    }

    @Test(arguments: [
        "value: &a 1\n", "value: !!binary aGk=\n", "value: .nan\n", "value: 1\nvalue: 2\n",
        "value: [\n", "value: \"\u{1}\"\n", "? [a]\n: 1\n", "--- \nvalue: 1\n--- \nvalue: 2\n",
        "value: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "\n",
        // libyaml ends a name at a colon, and takes U+2028 for a line break.
        "a0: &a0 1\n"
            + (1..<30).map { "a\($0): &a\($0) {*a\($0 - 1): {*a\($0 - 1): 1}}\n" }
            .joined(),
        "a: &a [1,1]\nb:" + (0..<30).map { _ in "\u{2028}*a" }.joined() + "\n",
        "a: &a [1,1]\n" + (0..<30).map { "b\($0): [*a, *a, *a]\n" }.joined(),
    ])
    func yamlThatIsNotPlainIsRefusedWithItsFile(text: String) throws {
        let folder = try Folder(["f/a/x.resource.yaml": "resource_type: t\n" + text])
        let found = errors { try folder.layout() }
        #expect(found.count == 1 && found[0].hasPrefix("content/windmill/f/a/x.resource.yaml:"))
    }

    @Test func wordsAreReadAsYAMLsCoreSchemaSays() throws {
        let text =
            "resource_type: t\nvalue: [yes, No, 007, 0x1F, 1e3, 1.5, '1', null, ~, true, 1_0]\n"
        let layout = try Folder(["f/a/x.resource.yaml": text]).layout()
        #expect(
            layout.items.values.first?.fields["value"]
                == ["yes", "No", 7, 31, 1000, .fraction(1.5), "1", .null, .null, true, "1_0"])
    }

    @Test func whatIsNotPushedIsAWarning() throws {
        let layout = try Folder([
            "f/a/x.http_trigger.yaml": "", "notes.txt": "", "f/a/x.sh": "",
            "f/a/old.script.lock": "",
            "f/a/x.script.yaml": "on_behalf_of_email: a@b.mx\nis_template: false\n",
        ]).layout()
        #expect(
            layout.warnings.map(\.description) == [
                "content/windmill/f/a/x.http_trigger.yaml: this file is not pushed",
                "content/windmill/notes.txt: this file is not pushed",
                "content/windmill/f/a/x.script.yaml: the key 'on_behalf_of_email' is not pushed",
                "content/windmill/f/a/old.script.lock: nothing names this file",
            ])
    }

    @Test func appsAreKnownByTheirPaths() throws {
        let layout = try Folder([
            "f/a/board.app/app.yaml": "value: &x 1", "f/a/raw.raw_app/src/index.tsx": "",
            "f/a/two__app/app.yaml": "", "f/a/three__raw_app/raw_app.yaml": "",
        ]).layout()
        #expect(
            layout.apps.keys.sorted().map(\.text) == [
                "f/a/board", "f/a/raw", "f/a/three", "f/a/two",
            ])
        #expect(layout.apps["f/a/raw"]?.folder == "f/a/raw.raw_app")
        #expect(layout.items.isEmpty)
    }

    @Test func aLockIsReadFromItsFile() throws {
        let layout = try Folder([
            "f/a/x.py": "", "f/a/x.script.lock": "requests==2\n",
            "f/a/x.script.yaml": "lock: '!inline f/a/x.script.lock'\n",
        ]).layout()
        #expect(layout.items.values.first?.fields["lock"] == "requests==2\n")
        #expect(layout.warnings.isEmpty)
    }
}
