import PuertoCore
import TestSupport
import Testing
import Yams

@testable import PuertoEngine

@Suite struct ComposeQuotingTests {
    @Test(arguments: [
        ("plain", "\"plain\""), ("a\"b\\c", "\"a\\\"b\\\\c\""),
        ("$HOME ${X} $$", "\"$$HOME $${X} $$$$\""),
        ("a\nb\u{7F}\0", "\"a\\x0Ab\\x7F\\x00\""), ("ñ日", "\"ñ日\""), ("", "\"\""),
    ])
    func textIsQuotedSoThatComposeReplacesNothing(text: String, quoted: String) throws {
        #expect(ComposeFile.quoted(text) == quoted)
        let read = try Yams.load(yaml: quoted) as? String
        #expect(read == text.replacing("$", with: "$$"))
    }

    @Test func anAddressWithADollarReachesTheApplicationAsItIs() throws {
        let file = try Yams.load(yaml: ComposeFile.text(of: .unusual())) as? [String: Any]
        let services = file?["services"] as? [String: [String: Any]]
        let environment = services?["windmill"]?["environment"] as? [String: Any]
        #expect(environment?["BASE_URL"] as? String == "https://la-casa-de-eva.example/$$HOME\"\\")
    }

    /// Docker accepts them as names; YAML reads them as numbers, truth values and null.
    @Test(arguments: ["123", "1e3", "0x1F", "true", "no", "null", "1.5", "2024-01-01"])
    func aContainersNameIsTextWhateverItLooksLike(name: String) throws {
        var tenant = try Tenant.make()
        tenant.containers.redis = name
        let file = try Yams.load(yaml: ComposeFile.text(of: .make(tenant))) as? [String: Any]
        let services = file?["services"] as? [String: [String: Any]]
        #expect(services?["redis"]?["container_name"] as? String == name)
    }
}
