import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// Fields that people set in Windmill and that no file has.
@Suite struct KeptFieldTests {
    private static let own: [(list: String, path: String, fields: [String: JSONValue])] = [
        (
            "schedules", "f/sales/nightly",
            ["on_failure": "script/f/own/alarm", "retry": ["n": 3], "labels": ["night"]]
        ),
        ("flows", "f/sales/daily", ["ws_error_handler_muted": true, "timeout": 60]),
        ("scripts", "f/sales/plain", ["ws_error_handler_muted": true, "concurrency_key": "k"]),
        ("resources", "f/sales/db", ["labels": ["own"]]),
        ("variables", "f/sales/zone", ["labels": ["own"]]),
    ]

    private func bench() async throws -> (Bench, Layout) {
        let bench = try Bench()
        let layout = try Folder(Folder.everyKind).layout().filled(with: Folder.values)
        try await bench.push(layout)
        bench.inWorld { world in
            for (list, path, fields) in Self.own {
                let row = world.items[list]?[path] ?? [:]
                world.set(list, path, row.merging(fields) { $1 })
            }
        }
        return (bench, layout)
    }

    private func expectKept(_ bench: Bench) {
        for (list, path, fields) in Self.own {
            let row = bench.inWorld { $0.items[list]?[path] ?? [:] }
            for (name, value) in fields { #expect(row[name] == value, "\(path) \(name)") }
        }
    }

    @Test func whatPuertoDoesNotPushStaysAsItWas() async throws {
        var (bench, layout) = try await bench()
        for (key, item) in layout.items where !item.isOnlyMade {
            var item = item
            let hasSummary = key.kind.fields.contains { $0.name == "summary" }
            item.fields[hasSummary ? "summary" : "description"] = "changed"
            layout.add(item, at: "x")
        }
        // Their changes of other fields are the last ones, so that this is no change of files alone.
        let report = try await bench.push(layout, .quick(overwrites: true))
        #expect(report.errors.isEmpty && report.written.count > 5)
        expectKept(bench)
    }

    @Test func aScheduleThatStartsAnotherScriptKeepsThemToo() async throws {
        var (bench, layout) = try await bench()
        var item = try #require(layout.items[ItemKey(.schedule, "f/sales/nightly")])
        item.fields["script_path"] = "f/sales/plain"
        layout.add(item, at: "x")
        let report = try await bench.push(layout, .quick(overwrites: true))
        #expect(report.written == [item.key])
        expectKept(bench)
    }

    @Test func aLoginOnWhoseBehalfAScriptRunsDoesNotGoAlong() async throws {
        var (bench, layout) = try await bench()
        bench.inWorld { world in
            let row = world.items["scripts"]?["f/sales/plain"] ?? [:]
            let login: [String: JSONValue] = ["on_behalf_of_email": "ana@acme.mx"]
            world.set("scripts", "f/sales/plain", row.merging(login) { $1 })
        }
        var item = try #require(layout.items[ItemKey(.script, "f/sales/plain")])
        item.fields["summary"] = "changed"
        layout.add(item, at: "x")
        bench.server.begin()
        try await bench.push(layout, .quick(overwrites: true))
        let sent = bench.server.requests.filter { $0.path.hasSuffix("/scripts/create") }
        #expect(sent.count == 1)
        #expect(!sent.contains { String(decoding: $0.body, as: UTF8.self).contains("ana@acme") })
    }
}
