import PuertoCore
import TestSupport
import Testing

@Suite struct ImageReferenceTests {
    static let digest = "sha256:" + String(repeating: "0a", count: 32)

    @Test(arguments: [
        "postgres:16.9", "redis:7", "ghcr.io/windmill-labs/windmill:1.743.0",
        "registry.example:5000/a/b_c/d-e.f:v1_2-3.4", "localhost:5000/x:1", "EXAMPLE.com/x:1",
        "x:V1.0-RC", "postgres@" + digest, "postgres:latest@" + digest, "a/b@" + digest,
        "x:" + String(repeating: "1", count: 128), "x:1latest", "x:main-2", "_x:1",
    ])
    func aVersionOrDigestStaysWhatItIs(text: String) throws {
        #expect(try ImageReference(text).text == text)
    }

    @Test(arguments: ["latest", "main", "master", "edge", "nightly", "dev"])
    func tagsThatMoveAreRefusedWithTheReason(tag: String) {
        #expect(
            message { try ImageReference("ghcr.io/windmill-labs/windmill:\(tag)") }
                == "the image 'ghcr.io/windmill-labs/windmill:\(tag)' is not pinned (name a "
                + "version, as in postgres:16.9, or a digest: '\(tag)' is another image tomorrow)")
    }

    @Test(arguments: ["postgres", "registry.example:5000/postgres", "a/b/c"])
    func noTagIsTheLatestOne(text: String) {
        #expect(
            message { try ImageReference(text) }
                == "the image '\(text)' is not pinned (name a version, as in postgres:16.9, or a "
                + "digest: 'latest' is another image tomorrow)")
    }

    @Test(arguments: [
        "", " ", ":", ":1", "x:", "@", "x@", "/x:1", "x/:1", "x//y:1", "Postgres:16", "a/B:1",
        "x y:1", "x:1 ", "x:1\n", "x\u{0}:1", "\u{1B}[31mx:1", "ñ:1", "x:ñ", "-x:1", "--help",
        "x:.1", "x:-1", "x:1:2", "x:1@sha256:00", "x@sha1:" + String(repeating: "0", count: 64),
        "x@sha256:" + String(repeating: "A", count: 64), "x@\(digest)@\(digest)",
        "x@\(digest)0", "$(id):1", "x;y:1", "x:" + String(repeating: "1", count: 129),
        "http://x/y:1", "x:1?y",
    ])
    func whatIsNoImageIsQuoted(text: String) {
        #expect(code { try ImageReference(text) } == .invalid)
        #expect(
            message { try ImageReference(text) }
                == "\(PuertoError.quote(text)) is not an image "
                + "(as in postgres:16.9 or registry.example/windmill:1.743.0)")
    }

    @Test func fiveThousandCharactersAreRefusedAndNotRepeated() {
        let found = message { try ImageReference(String(repeating: "x", count: 5000) + ":1") }
        #expect(found?.hasPrefix("'xxx") == true && (found?.utf8.count ?? 999) < 200)
    }

    @Test func theUsualOnesArePinned() throws {
        for (kind, image) in EngineSettings.usualImages {
            #expect(try ImageReference(image.text) == image)
            #expect(ServiceKind.pictured.contains(kind))
        }
        #expect(Set(EngineSettings.usualImages.keys) == Set(ServiceKind.pictured))
    }
}
