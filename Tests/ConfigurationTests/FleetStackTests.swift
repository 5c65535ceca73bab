import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// `stack:` of `fleet.yaml`.
@Suite struct FleetStackTests {
    static func options() throws -> [StackOptions] {
        let image = try ImageReference(
            "registry.example:5000/w@sha256:" + String(repeating: "0", count: 64))
        return [
            StackOptions(), StackOptions(profile: .small), StackOptions(hasRedis: false),
            StackOptions(exposure: StackOptions.Exposure.none), StackOptions(exposure: .loopback),
            StackOptions(images: [.postgres: try ImageReference("postgres:16.10")]),
            StackOptions(
                profile: .normal, hasRedis: false, exposure: StackOptions.Exposure.none,
                images: [.windmill: image, .redis: try ImageReference("redis:7")]),
        ]
    }

    @Test func whateverItIsItComesBack() throws {
        for options in try Self.options() {
            var tenant = try FleetWritingTests.tenant(name: "A")
            tenant.stack = options
            let text = FleetFile.text(of: [tenant])
            #expect(text.contains("stack:") == (options != StackOptions()))
            #expect(try FleetFileTests.parse(text).map { $0.draft().stack } == [options])
        }
    }

    @Test func theFormIsThis() throws {
        var tenant = try FleetWritingTests.tenant(name: "A")
        tenant.stack = try #require(try Self.options().last)
        let line = FleetFile.text(of: [tenant]).split(separator: "\n").last
        #expect(
            line == """
                    stack: {profile: normal, redis: "off", expose: none, images: {windmill: \
                "registry.example:5000/w@sha256:\(String(repeating: "0", count: 64))", \
                redis: "redis:7"}}
                """)
    }

    @Test(arguments: [("on", true), ("off", false), ("", true), ("'off'", false)])
    func redisIsThereUnlessItIsOff(text: String, isThere: Bool) throws {
        let drafts = try FleetFileTests.parse(field: "stack: {redis: \(text)}")
        #expect(drafts.map { $0.draft().stack.hasRedis } == [isThere])
    }

    @Test(arguments: [
        ("3", "'stack' is the text '3' (a mapping of keys is wanted here)"),
        ("{prfile: small}", "unknown key 'prfile' (did you mean 'profile'?)"),
        ("{profile: big}", "'profile' is 'big' (one of small, normal)"),
        ("{redis: maybe}", "redis is 'maybe' (on or off)"),
        ("{redis: [on]}", "'redis' is a list (a text is wanted here)"),
        ("{expose: all}", "'expose' is 'all' (one of loopback, none)"),
        ("{images: {worker: 'x:1'}}", "unknown key 'worker'"),
        ("{images: {redis: 'redis:latest'}}", "the image 'redis:latest' is not pinned"),
        ("{images: {redis: 'a b:1'}}", "'a b:1' is not an image"),
    ])
    func mistakesAreNamedWithTheirLine(text: String, start: String) {
        let found = message { try FleetFileTests.parse(field: "stack: \(text)") }
        #expect(found?.hasPrefix("fleet.yaml:5: " + start) == true, "\(found ?? "nothing thrown")")
    }
}
