import PuertoCore
import Synchronization
import TestSupport
import Windmill

@testable import WindmillScripts

/// A layout on disk, a workspace, and what was pushed, as a caller holds them.
final class Bench: Sendable {
    let server: ModelServer
    private let state = Mutex(PushedState())

    init() throws { server = try ModelServer() }

    var pushed: PushedState {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// Looks at the workspace on the server, or changes it as its people do.
    @discardableResult
    func inWorld<Result: Sendable>(_ body: (inout ModelWorkspace) -> sending Result) -> Result {
        server.world.withLock { body(&$0) }
    }

    static func key() throws -> DigestKey {
        try DigestKey([UInt8](repeating: 7, count: 32))
    }

    func plan(_ layout: Layout, _ client: WindmillClient? = nil) async throws -> ScriptPlan {
        try await layout.plan(for: "acme", client ?? server.client, pushed, Self.key())
    }

    /// Plans and pushes.
    @discardableResult
    func push(
        _ layout: Layout, _ options: PushOptions = .quick, _ client: WindmillClient? = nil
    ) async throws -> PushReport {
        let plan = try await plan(layout, client)
        return try await push(plan, options, client)
    }

    @discardableResult
    func push(_ plan: ScriptPlan, _ options: PushOptions, _ client: WindmillClient? = nil)
        async throws -> PushReport
    {
        let push = try ScriptPush(client ?? server.client, Self.key(), options) { key, pushed in
            self.state.withLock { $0.items[key] = pushed }
        }
        return try await push.run(plan)
    }
}

extension PushOptions {
    static let quick = PushOptions(
        lockPatience: .seconds(3600), pollPause: .milliseconds(1), width: 1)

    static func quick(overwrites: Bool = false, prunes: Bool = false, width: Int = 1)
        -> PushOptions
    {
        PushOptions(
            overwrites: overwrites, prunes: prunes, lockPatience: .seconds(3600),
            pollPause: .milliseconds(1), width: width)
    }
}

extension Checked: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
    ExpressibleByExtendedGraphemeClusterLiteral
{
    /// Of a literal of a test, which its grammar accepts.
    package init(stringLiteral text: String) {
        do { self = try Checked(text) } catch { preconditionFailure("\(error)") }
    }
}
