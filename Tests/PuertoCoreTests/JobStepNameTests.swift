import PuertoCore
import Testing

@Suite struct JobStepNameTests {
    /// These names are in databases and decide whether a failed upgrade is rolled back.
    @Test func theNamesThatAreRecorded() {
        #expect(
            JobStep.Name.allCases.map(\.rawValue) == [
                "preflight", "files", "data", "database", "application", "health", "record",
                "secure", "instance", "smoke",
                "stop", "refusal", "remove", "restart", "mend", "compare", "look", "new", "switch",
                "drop", "proof", "adopt", "pages", "scripts", "push",
            ])
        #expect("\(JobStep.Name.newPassword)" == "new")
    }

    @Test(arguments: Language.allCases)
    func aStepOfAnotherVersionKeepsItsName(l: Language) {
        let step = JobStep(name: "teleport", state: .done)
        #expect(step.knownName == nil && step.word(l) == "teleport")
        let known = JobStep(name: "switch", state: .done)
        #expect(known.knownName == .switchPassword && known.word(l) != "switchPassword")
    }
}
