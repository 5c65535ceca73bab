import Foundation
import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

private enum LiveServer {
    static let address = ProcessInfo.processInfo.environment["PUERTO_WINDMILL"]?
        .split(separator: ":").map(String.init)
}

/// Pushes to a server with a worker and its stock password: `PUERTO_WINDMILL` is its host and port.
/// `PUERTO_WINDMILL=HOST:PORT swift test --filter LiveScriptsTests` prints what it measured.
@Suite(.enabled(if: LiveServer.address != nil), .serialized) struct LiveScriptsTests {
    private func administrator() async throws -> WindmillClient {
        let address = try #require(LiveServer.address)
        let instance = try WindmillInstance(host: address[0], port: Int(address[1]) ?? 8000)
        let anonymous = try WindmillClient(
            instance, limits: WindmillLimits(silence: .seconds(60), total: .seconds(120)))
        let token = try #require(
            try await anonymous.login("admin@windmill.dev", SecretText("changeme")))
        return anonymous.authorized(by: token)
    }

    private func workspace(_ id: WorkspaceID, _ client: WindmillClient) async throws {
        if try await !client.workspaceExists(id) {
            try await client.createWorkspace(id, name: id.text)
        }
    }

    private func push(
        _ layout: Layout, _ state: State, _ client: WindmillClient, _ options: PushOptions
    ) async throws -> PushReport {
        let digests = try DigestKey([UInt8](repeating: 7, count: 32))
        let plan = try await layout.plan(for: "scripts", client, await state.pushed, digests)
        let push = ScriptPush(client, digests, options) { await state.set($0, $1) }
        return try await push.run(plan)
    }

    private actor State {
        var pushed = PushedState()
        func set(_ key: ItemKey, _ value: Pushed?) { pushed.items[key] = value }
    }

    @Test func everyKindAndTwentyScriptsArePushedAndStay() async throws {
        let client = try await administrator()
        try await workspace("scripts", client)
        var files = Folder.everyKind
        for number in 0..<20 {
            files["f/sales/s\(number).py"] = "def main():\n    return \(number)\n"
        }
        var layout = try Folder(files).layout().filled(with: Folder.values)
        try layout.add(PushTests.services.items)
        let state = State()
        let start = ContinuousClock.now
        let report = try await push(layout, state, client, PushOptions())
        let first = ContinuousClock.now - start
        // Types of services may come with the server.
        #expect(report.errors.isEmpty && report.written.count >= layout.items.count - 2)
        let again = ContinuousClock.now
        let second = try await push(layout, state, client, PushOptions())
        let time = ContinuousClock.now - again
        #expect(second.written.isEmpty && second.errors.isEmpty)
        print("22 scripts and \(layout.items.count - 22) other items: \(first); again: \(time)")
        // Without a record everything is found to be the same.
        let stranger = try await push(layout, State(), client, PushOptions())
        #expect(stranger.written.isEmpty && stranger.errors.isEmpty, "\(stranger.errors)")
        let result = try await client.runAndWait(
            "f/sales/s7", in: "scripts", patience: .seconds(60))
        #expect(result == .succeeded(7))
        let copy = try await WorkspaceCopy.read(
            Layout().plan(
                for: "scripts", client, PushedState(), DigestKey([UInt8](repeating: 7, count: 32))),
            client)
        let folder = try Folder()
        #expect(try copy.write(to: folder.path + "/copy").isEmpty)
        let read = try Layout.read([Layout.Source(base: folder.path, path: "copy", shown: "copy")])
        #expect(
            read.items[ItemKey(.flow, "f/sales/daily")]
                == layout.items[ItemKey(.flow, "f/sales/daily")])
        #expect(copy.secrets.count == 2)
        let figures = try await WorkspaceFigures.read(
            "scripts", since: "2020-01-01T00:00:00Z", client)
        #expect(figures.dashboards.map(\.path) == ["f/sales/daily"] && figures.runs.count > 0)
        #expect(figures.schedules.first?.next != nil && figures.unreadable == 0)
        let removed = try await push(Layout(), state, client, PushOptions(prunes: true))
        #expect(removed.errors.isEmpty && removed.removed.count == 30)
        let restored = try await push(layout, state, client, PushOptions())
        #expect(restored.errors.isEmpty && restored.written.count == 30, "\(restored.errors)")
    }

    @Test func oneChangedScriptIsPushedAHundredTimes() async throws {
        let client = try await administrator()
        try await workspace("scripts", client)
        let state = State()
        var longest = Duration.zero
        let start = ContinuousClock.now
        for number in 0..<100 {
            var layout = Layout()
            try layout.add([
                Item(ItemKey(.folder, "many"), [:]),
                Item(
                    ItemKey(.script, "f/many/one"),
                    ["content": .string("echo \(number)"), "language": "bash"]),
            ])
            let one = ContinuousClock.now
            let report = try await push(layout, state, client, PushOptions())
            longest = max(longest, ContinuousClock.now - one)
            #expect(report.errors.isEmpty && report.written.count >= 1)
        }
        let time = ContinuousClock.now - start
        print("100 pushes of one changed script: \(time), the longest \(longest)")
        #expect(time < .seconds(60))
    }
}
