import PuertoCore
import TestSupport
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
        _ = try store.recordSteps([.files, .data], keepingDone: false, lease)
        try store.mark(.files, .running, lease)
        workshop.pass(5)
        try store.log(["a", "b\nc\u{1B}[31m"], step: .files, lease)
        try store.log([], step: .files, lease)
        try store.mark(.files, .done, lease)
        try store.mark(.data, .running, lease)
        try store.mark(.data, .failed, saying: "it broke", lease)
        let at = 1_700_000_000
        #expect(
            try store.job(lease.job.id).steps == [
                JobStep(name: "files", state: .done, startedAt: at, endedAt: at + 5),
                JobStep(name: "data", state: .failed, startedAt: at + 5, endedAt: at + 5),
            ])
        #expect(
            try store.events(of: lease.job.id) == [
                JobEvent(number: 1, at: at + 5, step: "files", text: "a"),
                JobEvent(number: 2, at: at + 5, step: "files", text: "b\\u{a}c\\u{1b}[31m"),
                JobEvent(number: 3, at: at + 5, step: "data", text: "it broke"),
            ])
        #expect(try store.events(of: lease.job.id, after: 2).map(\.text) == ["it broke"])
    }

    @Test func aLineIsOfTwoThousandBytesAtMost() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.log([String(repeating: "ñ", count: 5000)], step: nil, lease)
        let text = try store.events(of: lease.job.id)[0].text
        #expect(text.utf8.count <= 2000 && text.hasPrefix("ñññ") && text.hasSuffix("ñ…"))
    }

    /// The states of the steps after another start, by whether a step has failed and whether done
    /// steps are kept.
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
        _ = try store.recordSteps([.files, .data], keepingDone: false, lease)
        try store.mark(.files, .done, lease)
        try store.mark(.data, hasFailed ? .failed : .running, lease)
        let steps = try store.recordSteps(
            [.files, .data, .health], keepingDone: keepingDone, lease)
        #expect(steps.map(\.name) == ["files", "data", "health"])
        #expect(steps.map(\.state) == states)
    }

    @Test func stepsThatAreNoLongerPlannedAreGone() throws {
        let (store, lease) = try claimed(try Workshop())
        _ = try store.recordSteps([.files, .data], keepingDone: true, lease)
        try store.mark(.files, .done, lease)
        let steps = try store.recordSteps([.data, .files], keepingDone: true, lease)
        #expect(steps.map(\.name) == ["data", "files"] && steps.map(\.state) == [.waiting, .done])
    }

    @Test func aJobThatIsOverMayStillGetALine() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.finish(lease)
        try store.log("pages: 3 written", afterTheEndOf: lease)
        #expect(try store.log(lease.job) == ["pages: 3 written"])
        #expect(code { try store.log(["x"], step: nil, lease) } == .conflict)
    }
}
