import PuertoEngine
import Testing

@Suite struct RedactorTests {
    private func redact(_ text: String, _ secrets: String...) -> String {
        Redactor(secrets.map { Array($0.utf8) })(text)
    }

    @Test func aSecretIsTakenOutWhereverItStands() {
        #expect(
            redact("x=hunter22, hunter22hunter22", "hunter22")
                == "x=‹redacted›, ‹redacted›‹redacted›")
    }

    @Test func alsoPercentEncodedAsInAnAddress() {
        #expect(
            redact("postgres://postgres:p%40ss%3Aw%2Frd%20%25@postgres:5432", "p@ss:w/rd %")
                == "postgres://postgres:‹redacted›@postgres:5432")
    }

    @Test func theLongerOneIsLookedForFirst() {
        #expect(redact("secret-two secret", "secret", "secret-two") == "‹redacted› ‹redacted›")
    }

    @Test func shortOnesAreNone() {
        #expect(redact("a, hello, 12345", "a", "", "hello", "12345") == "a, hello, 12345")
        #expect(redact("123456", "123456") == "‹redacted›")
    }

    @Test func whatHoldsNoSecretStaysAsItIs() {
        let text = "Creating acme_windmill … done\u{1B}[0m"
        #expect(redact(text, "hunter22") == text)
        #expect(redact("", "hunter22") == "")
    }

    /// A combining mark makes one Character with the text before it.
    @Test func aMarkBesideASecretDoesNotHideIt() {
        #expect(redact("is \u{301}canary22", "\u{301}canary22") == "is ‹redacted›")
        #expect(redact("canary22\u{301}", "canary22") == "‹redacted›\u{301}")
        #expect(redact("canary\r\n", "canary\r") == "‹redacted›\n")
    }
}
