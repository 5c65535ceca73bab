import PuertoCore
import TestSupport
import Testing

@Suite struct StackOptionsTests {
    static func all() throws -> StackOptions {
        StackOptions(
            profile: .normal, hasRedis: false, exposure: StackOptions.Exposure.none,
            images: [
                .redis: try ImageReference("redis:7.4.4"),
                .windmill: try ImageReference("registry.example:5000/w:1.0"),
            ])
    }

    @Test func theUsualHasNoText() throws {
        #expect(StackOptions().text == "")
        #expect(try StackOptions("") == StackOptions())
        #expect(try StackOptions("  ") == StackOptions())
    }

    @Test func allOfThemInAFixedOrder() throws {
        let text =
            "profile=normal redis=off expose=none image.windmill=registry.example:5000/w:1.0 "
            + "image.redis=redis:7.4.4"
        #expect(try Self.all().text == text)
        #expect(try StackOptions(text) == Self.all())
    }

    @Test func whateverTheyAreTheTextComesBack() throws {
        let images: [[ServiceKind: ImageReference]] = [
            [:], [.postgres: try ImageReference("a@\(ImageReferenceTests.digest)")],
        ]
        for profile in [nil] + StackProfile.allCases.map(Optional.some) {
            for exposure in [nil] + StackOptions.Exposure.allCases.map(Optional.some) {
                for hasRedis in [true, false] {
                    for images in images {
                        let options = StackOptions(
                            profile: profile, hasRedis: hasRedis, exposure: exposure,
                            images: images)
                        #expect(try StackOptions(options.text) == options)
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("profile=huge", "profile is 'huge' (one of small, normal)"),
        ("expose=world", "expose is 'world' (one of loopback, none)"),
        ("redis=maybe", "redis is 'maybe' (on or off)"),
        ("image.redis=redis", "the image 'redis' is not pinned"),
        ("image.redis=-x:1", "'-x:1' is not an image"),
    ])
    func badValuesAreNamed(text: String, start: String) {
        #expect(code { try StackOptions(text) } == .invalid)
        let found = message { try StackOptions("profile=small " + text) }
        #expect(found?.hasPrefix(start) == true, "\(found ?? "nothing thrown")")
    }

    @Test(arguments: [
        ("nonsense", "nonsense"), ("=", ""), ("=x", ""), ("Profile=small", "Profile"),
        ("image.worker=x:1", "image.worker"), ("image.=x:1", "image."), ("image=x:1", "image"),
        ("images.redis=x:1", "images.redis"), ("\u{1B}=1", "\u{1B}"),
    ])
    func unknownWordsAreNamedWithTheKnownOnes(text: String, name: String) {
        #expect(
            message { try StackOptions(text) }
                == "a stack has no option \(PuertoError.quote(name)) (profile, redis, expose, "
                + "image.windmill, image.postgres or image.redis)")
    }

    @Test func anEmptyValueIsTheUsualOneAgain() throws {
        var options = try Self.all()
        for name in ["profile", "redis", "expose", "image.windmill", "image.redis"] {
            try options.set(name, "")
        }
        #expect(options == StackOptions())
    }
}
