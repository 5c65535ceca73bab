import Foundation
import Testing
import Windmill

@testable import WindmillScripts

/// What is read of a workspace for its pages, and the calls of the wmill program.
@Suite struct FiguresTests {
    /// A busy machine is no fault of a figure.
    private static let patient = WindmillLimits(
        connect: .seconds(3600), silence: .seconds(3600), total: .seconds(3600),
        list: .seconds(3600))

    @Test func dashboardsRunsAndSchedulesAreRead() async throws {
        let job = { (good: Bool, digit: Int) in
            #"{"id":"0a000000-0000-0000-0000-00000000000\#(digit)","success":\#(good),"duration_ms":5,"started_at":"2026-11-30T09:00:00Z"}"#
        }
        let schedule = { (path: String, on: Bool) in
            #"{"path":"\#(path)","schedule":"0 0 3 * * *","timezone":"UTC","script_path":"f/a/x","is_flow":false,"enabled":\#(on)}"#
        }
        let answers = [
            "/w/acme/apps/list":
                #"[{"path":"f/a/board","summary":"Ventas\u001b[31m"},{"path":"../x"}]"#,
            "/w/acme/flows/list": #"[{"path":"f/a/daily","summary":""}]"#,
            "/w/acme/schedules/list": "[\(schedule("f/a/b", false)),\(schedule("f/a/a", true))]",
            "/schedules/preview": #"["2026-12-01T03:00:00Z"]"#,
            "/w/acme/jobs/completed/list": "[\(job(true, 1)),\(job(false, 2))]",
        ]
        let listener = try Listener { .answer(200, Data((answers[$0.path] ?? "").utf8)) }
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: listener.port),
            limits: FiguresTests.patient)
        let figures = try await WorkspaceFigures.read(
            "acme", since: "2026-11-30T06:00:00Z", client)
        #expect(
            figures.dashboards.map(\.page) == [
                "/apps/get/f/a/board?workspace=acme", "/flows/get/f/a/daily?workspace=acme",
            ])
        #expect(figures.dashboards.first?.summary == "Ventas [31m")
        #expect(figures.runs.count == 2 && figures.runs.failures == 1 && !figures.runs.isCut)
        #expect(figures.runs.last?.id == "0a000000-0000-0000-0000-000000000001")
        #expect(figures.schedules.map(\.path.text) == ["f/a/a", "f/a/b"])
        #expect(figures.schedules.map(\.next) == [.at("2026-12-01T03:00:00Z"), .off])
        #expect(figures.unreadable == 1 && figures.missing.isEmpty)
    }

    @Test(arguments: [500, 404, 200])
    func whatCannotBeReadHidesNoOtherFigure(status: Int) async throws {
        let schedule: @Sendable (String, String) -> String = { path, time in
            #"{"path":"\#(path)","schedule":"\#(time)","timezone":"UTC","script_path":"f/a/x","is_flow":false,"enabled":true}"#
        }
        let listener = try Listener { request in
            let good = { (text: String) in HTTPReply.answer(200, Data(text.utf8)) }
            switch request.path {
            case "/w/acme/schedules/list":
                return good("[\(schedule("f/a/a", "bad")),\(schedule("f/a/b", "0 0 3 * * *"))]")
            case "/schedules/preview":
                let isBad = String(decoding: request.body, as: UTF8.self).contains("bad")
                return isBad
                    ? .answer(status, Data("panic".utf8)) : good(#"["2026-12-01T03:00:00Z"]"#)
            case "/w/acme/apps/list":
                return .answer(status, Data(String(repeating: "[", count: 200).utf8))
            case "/w/acme/flows/list": return good(#"[{"path":"f/a/daily"}]"#)
            default: return good("[]")
            }
        }
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: listener.port), limits: FiguresTests.patient)
        let figures = try await WorkspaceFigures.read(
            "acme", since: "2026-11-30T06:00:00Z", client)
        #expect(figures.schedules.map(\.next) == [.unknown, .at("2026-12-01T03:00:00Z")])
        #expect(figures.dashboards.map(\.path.text) == ["f/a/daily"])
        #expect(figures.missing == [.apps] && figures.runs.count == 0)
    }

    @Test func theTokenOfAnAppsPushIsInAFileAndNotInItsArguments() throws {
        let push = AppPush("f/a/board", folder: "/tmp/puerto-apps/f/a/board.app", in: "acme")
        #expect(
            push.arguments == [
                "wmill", "app", "push", "/tmp/puerto-apps/f/a/board.app", "f/a/board",
                "--workspace", "puerto", "--config-dir", "/tmp/puerto-wmill",
            ])
        let profile = push.profile(try BearerToken("testing-token"))
        #expect(
            profile.text == #"{"name":"puerto","remote":"http://localhost:8000/","#
                + #""token":"testing-token","workspaceId":"acme"}"# + "\n")
        let printed = "\(push) \(profile) \(AppPush.writeProfile) \(AppPush.removeProfile)"
        #expect(!printed.contains("testing-token"))
    }
}
