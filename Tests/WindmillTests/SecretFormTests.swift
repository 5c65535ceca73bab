import Foundation
import Testing

@testable import Windmill

/// Secrets in the forms in which programs repeat them.
@Suite struct SecretFormTests {
    private static let secret = "a\"b\\c/d é\t<&>'🚢z"

    private func clean(_ text: String, _ secret: String = secret) -> String {
        CleanText.without([SecretText(secret)], in: text)
    }

    static let forms = [
        // JSON, with slashes and letters escaped or not, and JSON in JSON.
        #"a\"b\\c/d é\t<&>'🚢z"#, #"a\"b\\c\/d \u00e9\t\u003c\u0026\u003E'\ud83d\uDEA2z"#,
        #"a\\\"b\\\\c/d é\\t<&>'🚢z"#,
        // Rust, Python, C.
        #"a\"b\\c/d \u{e9}\t<&>\'\u{1f6a2}z"#, #"a"b\\c/d \xe9\t<&>\'\U0001f6a2z"#,
        #"a\x22b\\c/d \xc3\xa9\t<&>\x27\xf0\x9f\x9a\xa2z"#,
        // URLs: a component, a form, encoded twice.
        "a%22b%5Cc%2Fd%20%C3%A9%09%3C%26%3E%27%F0%9F%9A%A2z",
        "a%22b%5cc%2fd+%c3%a9%09%3c%26%3e'%f0%9f%9a%a2z",
        "a%2522b%255Cc%252Fd%2520%25C3%25A9%2509%253C%2526%253E%2527%25F0%259F%259A%25A2z",
        // HTML, once and twice; SQL.
        "a&quot;b\\c/d é\t&lt;&amp;&gt;&#39;🚢z",
        "a&#34;b&#92;c&#x2F;d &#233;&#x9;&#60;&#x26;&#62;&apos;&#x1F6A2;z",
        "a&amp;quot;b\\c/d é\t&amp;lt;&amp;amp;&amp;gt;&amp;#39;🚢z",
        "a\"b\\c/d é\t<&>''🚢z",
    ]

    @Test(arguments: forms)
    func aFormOfASecretIsFound(form: String) {
        #expect(clean("x \(form) y") == "x *** y")
        #expect(clean("\(form)\(form)") == "******")
    }

    @Test func encodingsAreFoundAlsoInLongerTexts() {
        let bytes = Data(Self.secret.utf8)
        let digits = bytes.map { String(format: "%02x", $0) }.joined()
        #expect(clean("x\\x\(digits)x") == "x\\x***x")
        #expect(clean(digits.uppercased()) == "***")
        for before in ["", "u", "us", "use"] {
            for after in ["", ":", ":x", ":xy"] {
                let whole = Data(before.utf8) + bytes + Data(after.utf8)
                let text = whole.base64EncodedString()
                let web = text.replacing("+", with: "-").replacing("/", with: "_")
                for form in [
                    text, web, text.replacing("/", with: "\\/").replacing("+", with: "%2B"),
                ] {
                    // The rest depends on the neighbours: a few letters on each side.
                    let left = clean("Basic \(form)").dropFirst("Basic ".count)
                    #expect(left.contains("***") && left.count <= 16, "\(form): \(left)")
                }
            }
        }
    }

    /// Before, each backslash of a run was tried with every form of every secret.
    @Test(.timeLimit(.minutes(1)), arguments: ["hunter-2\\", "\\\\hunter-2", "'hunter-2"])
    func aLongRunOfBackslashesIsReadOnce(secret: String) {
        let run = String(repeating: "\\", count: 1 << 18)
        let text = CleanText.without([SecretText(secret)], in: "\(run) \(secret) \(run)")
        #expect(text.count == 2 * run.count + 5 && text.contains(" *** "))
    }

    @Test func aSecretAfterARunOfBackslashesIsFound() {
        for count in 0...40 {
            let run = String(repeating: "\\", count: count)
            #expect(!clean("\(run)hunter-2 ", "hunter-2").contains("hunter"))
            #expect(!clean("\(run)\\nhunter", "\nhunter").contains("hunter"), "\(count)")
            #expect(!clean("\(run)\\\\hunter", "\\\\hunter").contains("hunter"), "\(count)")
        }
    }

    @Test func theLastLinesOfATextAreWhole() {
        #expect(CleanText.lastLines("a\nbc\nd", atMost: 6) == "a\nbc\nd")
        #expect(CleanText.lastLines("a\nbc\nd", atMost: 5) == "bc\nd")
        #expect(CleanText.lastLines("a\nbc\nd", atMost: 4) == "bc\nd")
        #expect(CleanText.lastLines("a\nbc\nd", atMost: 3) == "d")
        #expect(CleanText.lastLines("a\nbcd", atMost: 2) == "")
        #expect(CleanText.lastLines("", atMost: 2) == "")
    }

    @Test func aPartAtTheEndOfACutTextIsTakenOut() {
        let secret = "hunter-2-hunter-2"
        #expect(clean("no: hunter-2-hun", secret) == "no: ***")
        #expect(clean("no: hunter-2-hun.", secret) == "no: hunter-2-hun.")
    }

    @Test func secretsThatOverlapAreTakenOutWhole() {
        let secrets = ["abcdef", "cdefghij"].map { SecretText($0) }
        #expect(CleanText.without(secrets, in: "x abcdefghij y") == "x *** y")
    }

    @Test func otherTextsStay() {
        for text in [
            "", "\\", "%", "&", "&amp;", "%25%25", "a\\\"b", "naïve \\u00e9", "+'\u{FEFF}",
        ] {
            #expect(clean(text) == text)
        }
        #expect(CleanText.without([SecretText("abc")], in: "abc") == "abc")
        #expect(CleanText.without([], in: "abc") == "abc")
    }

    @Test func aServersErrorHasNoEscapedSecret() throws {
        let text = #"SqlErr: value "pass\"word\n1" is too long"#
        let answer = Transport.Answer(status: 400, retryAfter: nil, body: Array(text.utf8))
        let error = WindmillError(
            answer, .get("/x"), without: [SecretText("pass\"word\n1")])
        #expect(error.description.hasSuffix(#": SqlErr: value "***" is too long"#))
    }
}
