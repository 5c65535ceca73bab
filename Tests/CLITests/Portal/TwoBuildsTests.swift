import Foundation
import Glibc
import Testing

/// Tests builds of one workspace that start while another one runs.
@Suite struct TwoBuildsTests {
    @Test func buildsStartedTogetherAllEndRight() throws {
        let states = try TwoStates(clients: 20)
        try states.expectBuild(of: 0, "first")
        try states.go(to: 1)
        let builds = try (0..<3).map { _ in try states.start() }
        for build in builds {
            build.waitUntilExit()
            #expect(build.terminationStatus == 0)
        }
        try states.expectBuild(of: 1, "after three")
    }

    @Test(arguments: [SIGCONT, SIGKILL])
    func aSecondBuildSaysThatItWaitsAndPublishesWhatIsTrueThen(signal: Int32) throws {
        let states = try TwoStates(clients: 40)
        try states.expectBuild(of: 0, "first")
        try states.go(to: 1)
        let first = try states.start()
        let deadline = ContinuousClock.now.advanced(by: .seconds(300))
        while first.isRunning, !states.exists(".puerto/stage") { sched_yield() }
        TwoStates.send(SIGSTOP, to: first)
        let second = try states.start(err: "err")
        // A first build that was too quick to be stopped is no obstacle.
        while first.isRunning, second.isRunning, ContinuousClock.now < deadline,
            try states.scratch.text(of: "err") != "puerto: waiting for another build\n"
        { sched_yield() }
        try states.go(to: 0)
        TwoStates.send(signal, to: first)
        second.waitUntilExit()
        first.waitUntilExit()
        #expect(second.terminationStatus == 0)
        let site = try states.site
        #expect(site == states.sites[0])
        try states.expectBuild(of: 0, "after both")
    }
}
