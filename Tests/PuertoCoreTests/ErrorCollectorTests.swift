import PuertoCore
import Testing

@Suite struct ErrorCollectorTests {
    struct Other: Error {}

    @Test func allErrorsOfARunAreKeptInOrder() throws {
        var errors = ErrorCollector()
        let first = PuertoError(.invalid, "one")
        let second = PuertoError(.conflict, "two")
        #expect(try errors.attempt { throw first } as Int? == nil)
        #expect(try errors.attempt { 7 } == 7)
        errors.add(second)
        let thrown = #expect(throws: PuertoErrors.self) { try errors.finish() }
        #expect(thrown?.all == [first, second])
    }

    @Test func aPlaceIsOneLineWhateverTheFileIsCalled() {
        let error = PuertoError(.invalid, "bad", place: "a\nb\u{202E}.md:3")
        #expect(error.description == "a\\u{a}b\\u{202e}.md:3: bad")
    }

    @Test func errorsOfOthersGoThrough() {
        var errors = ErrorCollector()
        #expect(throws: Other.self) { try errors.attempt { throw Other() } }
    }
}
