import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// What a push sends.
@Suite struct PushTests {
    private func everyKind() throws -> Layout {
        var layout = try Folder(Folder.everyKind).layout().filled(with: Folder.values)
        try layout.add(Self.services.items)
        return layout
    }

    static let services = ClientServices(
        folder: "acme",
        postgres: .init(
            host: "acme_postgres", port: 5432, user: "client", database: "client",
            password: SecretText("pg-secret")),
        redis: .init(host: "acme_redis", port: 6379, password: SecretText("redis-secret")))

    @Test func kindsArePushedInTheirOrder() async throws {
        let bench = try Bench()
        let report = try await bench.push(everyKind())
        #expect(report.errors.isEmpty)
        #expect(report.written.map(\.kind) == report.written.map(\.kind).sorted())
        #expect(report.written.count == 15)
        let world = bench.inWorld { $0 }
        #expect(world.folders == ["acme", "sales"])
        #expect(world.items["variables"]?["f/acme/postgres_password"]?["is_secret"] == true)
        #expect(
            world.items["resources"]?["f/acme/redis"]?["value"] == [
                "host": "acme_redis", "port": 6379, "password": "$var:f/acme/redis_password",
            ])
        #expect(world.items["schedules"]?["f/sales/nightly"]?["args"] == ["who": "acme"])
    }

    @Test func aSecondPushSendsNoWrite() async throws {
        let bench = try Bench()
        try await bench.push(everyKind())
        bench.server.begin()
        let report = try await bench.push(everyKind())
        #expect(bench.server.writes.isEmpty && report.written.isEmpty && report.errors.isEmpty)
        #expect(!bench.server.requests.contains { $0.path.contains("get_value") })
        #expect(bench.server.requests.count < 12)
    }

    @Test func aScriptTakesAtMostThreeRequests() async throws {
        let bench = try Bench()
        bench.inWorld { $0.polls = 3 }
        // A script that is there is read for the fields that it keeps.
        for (content, count) in [("echo 1", 21), ("echo 2", 41)] {
            var layout = Layout()
            try layout.add(
                (0..<20).map {
                    Item(
                        ItemKey(.script, "f/a/x\($0)"),
                        ["content": .string(content), "language": "bash"])
                })
            bench.server.begin()
            let report = try await bench.push(layout, .quick(width: 4))
            #expect(report.written.count == 20 && report.errors.isEmpty)
            let own = bench.server.requests.filter {
                $0.path.contains("/scripts/") && !$0.path.contains("deployment_status")
            }
            #expect(own.count == count)
        }
        #expect(bench.inWorld { $0.versions } == 40)
    }

    @Test func aConflictIsRefusedUntilItIsOverwritten() async throws {
        let bench = try Bench()
        var layout = try everyKind()
        try await bench.push(layout)
        bench.inWorld {
            $0.edit(script: "f/sales/plain", to: "echo theirs")
            $0.set("flows", "f/sales/daily", ["value": ["modules": []], "summary": "theirs"])
        }
        for key in [ItemKey(.script, "f/sales/plain"), ItemKey(.flow, "f/sales/daily")] {
            var item = try #require(layout.items[key])
            item.fields["summary"] = "ours"
            layout.add(item, at: "x")
        }
        let report = try await bench.push(layout)
        #expect(report.errors.map(\.code) == [.conflict, .conflict] && report.written.isEmpty)
        #expect(try await bench.push(layout, .quick(overwrites: true)).written.count == 2)
        let world = bench.inWorld { $0 }
        #expect(world.items["flows"]?["f/sales/daily"]?["summary"] == "ours")
        #expect(world.items["scripts"]?["f/sales/plain"]?["content"] == "echo 1\n")
    }

    @Test func aChangeAfterThePlanIsAConflictToo() async throws {
        let bench = try Bench()
        var layout = try everyKind()
        try await bench.push(layout)
        for key in layout.items.keys
        where [.script, .flow, .schedule, .resource].contains(key.kind) {
            guard var item = layout.items[key], !item.isOnlyMade else { continue }
            item.fields[key.kind == .resource ? "description" : "summary"] = "ours"
            layout.add(item, at: "x")
        }
        let plan = try await bench.plan(layout)
        bench.inWorld { world in
            world.edit(script: "f/sales/hello", to: "theirs")
            world.edit(script: "f/sales/plain", to: "theirs")
            for (list, path) in [
                ("flows", "f/sales/daily"), ("schedules", "f/sales/nightly"),
                ("resources", "f/sales/db"), ("resources", "f/acme/redis"),
                ("resources", "f/acme/postgres"),
            ] {
                world.set(list, path, world.items[list]?[path] ?? [:])
            }
        }
        let report = try await bench.push(plan, .quick)
        #expect(report.errors.count == 7 && report.written.isEmpty)
        #expect(report.errors.allSatisfy { $0.code == .conflict && $0.spanish != nil })
    }

    @Test func aLockThatFailsIsTheItemsErrorEachTime() async throws {
        let bench = try Bench()
        bench.inWorld { $0.broken = ["f/sales/hello"] }
        for _ in 0..<2 {
            let report = try await bench.push(everyKind())
            #expect(report.errors.count == 1)
            #expect(
                report.errors.first?.message == "the dependencies of script f/sales/hello cannot "
                    + "be locked: 'no module named x'")
        }
        #expect(bench.inWorld { $0.versions } == 2)
        // The failed version is Puerto's own, and no change of the client's people.
        bench.inWorld { $0.broken = [] }
        var layout = try everyKind()
        guard var item = layout.items[ItemKey(.script, "f/sales/hello")] else {
            Issue.record("no script")
            return
        }
        item.fields["content"] = "echo corrected"
        layout.add(item, at: "x")
        let corrected = try await bench.push(layout)
        #expect(corrected.errors.isEmpty && bench.inWorld { $0.versions } == 3)
    }

    @Test func aVariableWithAResourceOfTheSamePathIsNotRemoved() async throws {
        let bench = try Bench()
        try await bench.push(everyKind())
        let all = try everyKind().items
        let path = try #require(all.keys.sorted().first { $0.kind == .variable })
        bench.inWorld { $0.set("resources", path.name, ["value": [:], "resource_type": "x"]) }
        var layout = Layout()
        for (key, item) in all where key != path { layout.add(item, at: "x") }
        let report = try await bench.push(layout, .quick(prunes: true))
        #expect(report.errors.map(\.code) == [.conflict])
        #expect(report.errors.first?.message.contains("removes both together") == true)
        #expect(bench.inWorld { $0.items["variables"]?[path.name] != nil })
    }

    @Test func aLockThatNobodyMakesIsGivenUp() async throws {
        let bench = try Bench()
        bench.inWorld { $0.polls = 1_000_000 }
        var options = PushOptions.quick
        options.lockPatience = .milliseconds(20)
        let report = try await bench.push(everyKind(), options)
        #expect(report.errors.map(\.code) == [.busy, .busy])
        bench.inWorld { $0.polls = 0 }
        let second = try await bench.push(everyKind())
        #expect(second.errors.isEmpty)
    }

    @Test func nothingIsRemovedWithoutPrune() async throws {
        let bench = try Bench()
        try await bench.push(everyKind())
        bench.inWorld { $0.set("flows", "f/own/flow", ["value": [:]]) }
        var layout = Layout()
        try layout.add([Item(ItemKey(.folder, "sales"), [:])])
        bench.server.begin()
        try await bench.push(layout)
        #expect(bench.server.writes.isEmpty)
        let plan = try await bench.plan(layout)
        #expect(plan.lines(.quick(prunes: true), .en).count { $0.hasSuffix("; is removed") } == 10)
        let report = try await bench.push(plan, .quick(prunes: true))
        #expect(report.removed.count == 10)
        #expect(report.removed.map(\.kind) == report.removed.map(\.kind).sorted().reversed())
        let world = bench.inWorld { $0 }
        let used = world.items.values.flatMap(\.values).filter { $0["archived"] != true }
        #expect(used.count == 1)
        #expect(world.items["flows"]?["f/own/flow"] != nil && world.folders.count == 2)
        #expect(bench.pushed.items.isEmpty)
    }

    @Test func whatWasRemovedCanBePushedAgain() async throws {
        let bench = try Bench()
        try await bench.push(everyKind())
        try await bench.push(Layout(), .quick(prunes: true))
        let report = try await bench.push(everyKind(), .quick)
        #expect(report.errors.isEmpty, "\(report.errors)")
        #expect(report.written.count == 10)
        #expect(bench.inWorld { $0.items["flows"]?["f/sales/daily"]?["archived"] } == nil)
    }

    @Test func whatAScheduleStartsChangesByAnotherOne() async throws {
        let bench = try Bench()
        var layout = try everyKind()
        try await bench.push(layout)
        var item = try #require(layout.items[ItemKey(.schedule, "f/sales/nightly")])
        item.fields["script_path"] = "f/sales/plain"
        item.fields["enabled"] = false
        layout.add(item, at: "x")
        #expect(try await bench.push(layout).written == [item.key])
        let row = bench.inWorld { $0.items["schedules"]?["f/sales/nightly"] }
        #expect(row?["script_path"] == "f/sales/plain" && row?["enabled"] == false)
        item.fields["enabled"] = nil
        layout.add(item, at: "x")
        bench.server.begin()
        try await bench.push(layout)
        #expect(
            bench.server.writes.map { $0.split(separator: "/")[4] } == ["update", "setenabled"])
    }

    @Test func typesOfTheClientStayAsTheyAre() async throws {
        let bench = try Bench()
        bench.inWorld { $0.types["redis"] = ["name": "redis", "schema": ["x": 1]] }
        try await bench.push(everyKind())
        #expect(bench.inWorld { $0.types["redis"]?["schema"] } == ["x": 1])
    }

    @Test func aFileCannotTakeThePlaceOfAService() throws {
        var layout = try Folder(["f/acme/redis.resource.yaml": "resource_type: x\n"]).layout()
        let errors = #expect(throws: PuertoErrors.self) { try layout.add(Self.services.items) }
        #expect(errors?.all.map(\.place) == ["content/windmill/f/acme/redis.resource.yaml"])
    }

    @Test func noErrorAndNoPlanSaysASecret() async throws {
        let bench = try Bench()
        let layout = try everyKind()
        let plan = try await bench.plan(layout)
        #expect(!"\(plan)\(layout)".contains("-secret"))
        try await bench.push(layout)
        #expect(!"\(bench.pushed)".contains("-secret"))
        #expect(bench.server.requests.count { "\($0.target)".contains("-secret") } == 0)
    }
}
