import PuertoCore
import Testing

@Suite struct ImageAgeTests {
    @Test(arguments: [
        ("w:1.400.0", "w:1.500.0", ImageAge.older), ("w:1.500.0", "w:1.400.0", .newer),
        ("w:1.500.0", "w:1.500.0", .same), ("w:v1.9.0", "w:1.10.0", .older),
        ("postgres:16.9-alpine", "postgres:17.1-alpine", .older),
        ("registry.example:5000/w:2", "registry.example:5000/w:10", .older),
        ("w:1.2@sha256:\(String(repeating: "a", count: 64))", "w:1.3", .older),
        // Another repository, another variant, no version, or a tag that covers the other.
        ("w:1.400.0", "other/w:1.500.0", .unknown), ("w:1-slim", "w:1", .unknown),
        ("w:1.2-rc1", "w:1.3", .older), ("w:2", "w:1.9-slim", .newer),
        // Docker Hub by its other names.
        ("docker.io/library/redis:6.2.0", "redis:7.4.9", .older),
        ("index.docker.io/library/redis:7.4.9", "library/redis:6.2.0", .newer),
        ("docker.io/o/w:1.2", "o/w:1.3", .older), ("quay.io/library/w:1", "w:2", .unknown),
        ("postgres:16", "postgres:16.9", .unknown),
        ("w:bookworm", "w:1.2", .unknown), ("w:1..2", "w:1.3", .unknown),
        ("w@sha256:\(String(repeating: "a", count: 64))", "w:1.3", .unknown),
    ])
    func theTagsTellTheAge(one: String, other: String, age: ImageAge) throws {
        #expect(try ImageReference(one).age(beside: ImageReference(other)) == age)
    }

    @Test func allowingADowngradeIsAParameterThatIsReadBack() throws {
        let parameters = JobParameters(allowsDowngrade: true)
        #expect(parameters.lines == ["allow-downgrade: yes"])
        #expect(try JobParameters(parameters.text) == parameters)
    }
}
