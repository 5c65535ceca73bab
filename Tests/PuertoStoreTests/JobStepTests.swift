import PuertoCore
import Testing

@testable import PuertoStore

@Suite struct JobStepTests {
    private func claimed(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        return (store, try #require(try store.claim(by: "one")))
    }

    @Test func stepsHaveTheirTimesAndLines() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        _ = try store.plan(["one", "two"], keepingDone: false, lease)
        try store.mark("one", .running, lease)
        workshop.pass(5)
        try store.say(["a", "b\nc\u{1B}[31m"], step: "one", lease)
        try store.say([], step: "one", lease)
        try store.mark("one", .done, lease)
        try store.mark("two", .running, lease)
        try store.mark("two", .failed, saying: "it broke", lease)
        let at = 1_700_000_000
        #expect(
            try store.job(lease.job.id).steps == [
                JobStep(name: "one", state: .done, startedAt: at, endedAt: at + 5),
                JobStep(name: "two", state: .failed, startedAt: at + 5, endedAt: at + 5),
            ])
        #expect(
            try store.events(of: lease.job.id) == [
                JobEvent(number: 1, at: at + 5, step: "one", text: "a"),
                JobEvent(number: 2, at: at + 5, step: "one", text: "b\\u{a}c\\u{1b}[31m"),
                JobEvent(number: 3, at: at + 5, step: "two", text: "it broke"),
            ])
        #expect(try store.events(of: lease.job.id, after: 2).map(\.text) == ["it broke"])
    }

    @Test func aLineIsOfTwoThousandBytesAtMost() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.say([String(repeating: "ñ", count: 5000)], step: "", lease)
        let text = try store.events(of: lease.job.id)[0].text
        #expect(text.utf8.count <= 2000 && text.hasPrefix("ñññ") && text.hasSuffix("ñ…"))
    }

    /// Which steps are done still, by whether one had failed and done ones are to be kept.
    @Test(
        arguments: [
            (false, false, [.done, .waiting, .waiting]),
            (true, false, [.waiting, .waiting, .waiting]),
            (false, true, [.done, .waiting, .waiting]), (true, true, [.done, .waiting, .waiting]),
        ] as [(Bool, Bool, [JobStep.State])])
    func doneStepsStayDoneAfterADeathAndAfterAFailureWhenWanted(
        hasFailed: Bool, keepingDone: Bool, states: [JobStep.State]
    ) throws {
        let (store, lease) = try claimed(try Workshop())
        _ = try store.plan(["one", "two"], keepingDone: false, lease)
        try store.mark("one", .done, lease)
        try store.mark("two", hasFailed ? .failed : .running, lease)
        let steps = try store.plan(["one", "two", "three"], keepingDone: keepingDone, lease)
        #expect(steps.map(\.name) == ["one", "two", "three"])
        #expect(steps.map(\.state) == states)
    }

    @Test func stepsThatAreNoLongerPlannedAreGone() throws {
        let (store, lease) = try claimed(try Workshop())
        _ = try store.plan(["one", "two"], keepingDone: true, lease)
        try store.mark("one", .done, lease)
        let steps = try store.plan(["two", "one"], keepingDone: true, lease)
        #expect(steps.map(\.name) == ["two", "one"] && steps.map(\.state) == [.waiting, .done])
    }

    @Test func aJobThatIsOverMayStillBeRemarkedOn() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.finish(lease)
        try store.remark("pages: 3 written", on: lease)
        #expect(try store.log(lease.job) == ["pages: 3 written"])
        #expect(code { try store.say(["x"], step: "", lease) } == .conflict)
    }
}
