import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// `jobs:` of `puerto.yaml`.
@Suite struct JobsSectionTests {
    private func parse(_ text: String) throws -> Int {
        try ConfigurationFileTests.parse(ConfigurationFileTests.agency + text).jobDays
    }

    @Test func withoutTheSectionJobsAreKeptForHalfAYear() throws {
        for text in ["", "jobs:\n", "jobs: {}\n"] { #expect(try parse(text) == 180) }
    }

    @Test func theDaysAreRead() throws {
        #expect(try parse("jobs: {keep_days: 30}\n") == 30)
    }

    @Test(arguments: [
        ("{keep_days: 0}", "from 1 to 3650"), ("{keep_days: 3651}", "from 1 to 3650"),
        ("{keep_days: long}", "'long' is not a whole number"),
        ("{keep_day: 1}", "did you mean 'keep_days'?"),
    ])
    func mistakesAreNamed(text: String, message: String) {
        let said = String(describing: Result { try parse("jobs: \(text)\n") })
        #expect(said.contains(message), "\(said)")
    }
}
