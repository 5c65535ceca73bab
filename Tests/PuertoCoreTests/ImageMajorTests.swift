import PuertoCore
import Testing

@Suite struct ImageMajorTests {
    @Test(arguments: [
        ("postgres:16.9", 16), ("postgres:17-alpine", 17),
        ("registry.example:5000/library/postgres:15.2", 15),
        ("postgres:16.9@sha256:\(String(repeating: "a", count: 64))", 16),
        ("postgres@sha256:\(String(repeating: "a", count: 64))", nil),
        ("postgres:bookworm-16", nil), ("pgvector/pgvector:pg16", nil),
        ("timescale/timescaledb:2.14", nil), ("redis:7.4.4", nil),
    ])
    func anOfficialTagNamesTheMajorVersion(text: String, major: Int?) throws {
        #expect(try ImageReference(text).postgresMajor == major)
    }

    @Test func givingUpDataIsAParameterThatIsReadBack() throws {
        let parameters = JobParameters(newData: true)
        #expect(parameters.lines == ["new-data: yes"])
        #expect(try JobParameters(parameters.text) == parameters)
        #expect(try JobParameters("new-data: no").newData == false)
        #expect(JobParameters().lines.isEmpty)
    }
}
