import PuertoCore
import Testing

@testable import PuertoEngine

/// What is written into a secret file can be read out of it again.
@Suite struct SecretFileReadingTests {
    @Test(arguments: [
        "plain-._~09azAZ", "p@ss:w/rd?#%", "a@b@c", "ñ 漢", "%41", "", " ",
    ])
    func aPasswordComesBackOutOfItsURL(password: String) {
        let bytes = Array(password.utf8)
        let file = SecretFile.databaseURL(bytes)
        #expect(SecretFile.password(inDatabaseURL: file.bytes) == bytes)
    }

    @Test(arguments: [
        "", "postgres://ana:x@h/d", "postgres://postgres:x", "postgres://postgres:%4@h/d",
        "postgres://postgres:%zz@h/d",
    ])
    func aTextThatIsNoSuchURLHasNone(text: String) {
        #expect(SecretFile.password(inDatabaseURL: Array(text.utf8)) == nil)
    }

    @Test func theDigestsComeBackOutOfRedissConfiguration() {
        let digests = [String(repeating: "a1", count: 32), String(repeating: "0f", count: 32)]
        let file = SecretFile.redisConfiguration(digests: digests, memory: 64)
        #expect(SecretFile.digests(inRedisConfiguration: file.bytes) == digests)
        for text in [
            "", "user other on #\(digests[0]) ~*", "user default on nopass ~* +@all",
            "user default on #abc ~*",
        ] {
            #expect(SecretFile.digests(inRedisConfiguration: Array(text.utf8)) == [])
        }
    }
}
