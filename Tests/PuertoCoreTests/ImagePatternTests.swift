import PuertoCore
import Testing

@Suite struct ImagePatternTests {
    @Test(arguments: [
        ("redis:7", "docker.io/library/redis"), ("docker.io/redis:7", "docker.io/library/redis"),
        ("index.docker.io/library/redis:7", "docker.io/library/redis"),
        ("puerto-e2e/redis:7", "docker.io/puerto-e2e/redis"),
        ("localhost/redis:7", "localhost/redis"), ("host:5000/a/b:7", "host:5000/a/b"),
        ("HOST/redis:7", "HOST/redis"),
        ("ghcr.io/a/b@sha256:" + String(repeating: "0", count: 64), "ghcr.io/a/b"),
    ])
    func namesAreCompletedAsDockerDoes(image: String, place: String) throws {
        #expect(try ImageReference(image).place == place)
    }

    @Test(arguments: [
        ("redis", "redis:7", true), ("docker.io/library/redis", "redis:7.4.4", true),
        ("redis", "evil/redis:7", false), ("redis", "redis.example/redis:7", false),
        ("redis", "redis-evil:7", false),
        ("ghcr.io/windmill-labs/*", "ghcr.io/windmill-labs/a/b:1", true),
        ("ghcr.io/windmill-labs/*", "ghcr.io/windmill-labs-evil/a:1", false),
        ("ghcr.io/windmill-labs/*", "windmill-labs/a:1", false),
        ("host:5000/*", "host:5000/a:1", true), ("host:5000/*", "host:5001/a:1", false),
        ("puerto-e2e/*", "docker.io/puerto-e2e/redis:7", true),
    ])
    func aPatternAllowsItsNames(pattern: String, image: String, isAllowed: Bool) throws {
        #expect(try ImagePattern(pattern).allows(ImageReference(image)) == isAllowed)
    }

    @Test(arguments: [
        "", "*", "/*", "redis:7", "a/redis:7", "redis@sha256:0", "a*", "a/*/b", "host:5000", "A B",
        "-x", "redis/", "https://ghcr.io/a",
    ])
    func whatIsNoNameIsRefused(text: String) {
        #expect(throws: PuertoError.self) { try ImagePattern(text) }
    }

    @Test func whatPuertoYamlNamesIsAllowedInAnyVersion() throws {
        var settings = EngineSettings.standard
        #expect(try settings.allows(ImageReference("postgres:17.2")))
        #expect(try !settings.allows(ImageReference("10.0.0.1:5000/postgres:17.2")))
        #expect(try !settings.allows(ImageReference("ghcr.io/windmill-labs/other:1")))
        settings.allow = [try ImagePattern("ghcr.io/windmill-labs/*")]
        #expect(try settings.allows(ImageReference("ghcr.io/windmill-labs/other:1")))
    }
}
