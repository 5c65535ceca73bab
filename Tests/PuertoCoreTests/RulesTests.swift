import Foundation
import PuertoCore
import Testing

@Suite struct RulesTests {
    @Test(arguments: ["ana@example.com", "a@b", "ñ@例え.jp", "a+b.c@d"])
    func addressesAreTaken(text: String) throws {
        #expect(try String.email(text) == text)
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "<a@b>", "a@b,c@d", "a@b\u{202E}", "a;b@c",
        "a@" + String(repeating: "b", count: 253), "a@b?bcc=c", "a?bcc=c@b", "a@b&cc=c", "a@b#c",
        "a%0Abcc@b",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(throws: PuertoError.self) { try String.email(text) }
    }

    /// Versions before took them, and a record is still read.
    @Test(arguments: ["a@b?bcc=c", "r&d@acme.es", "a%0Abcc@b", "a@b#c"])
    func recordedAddressesAreReadAndTheirLinksLeadToThemAlone(text: String) throws {
        #expect(try String.recordedEmail(text) == text)
        let link = String.mailto(text)
        #expect(!link.utf8.contains(where: "?&#".utf8.contains))
        #expect(link.removingPercentEncoding == "mailto:" + text)
    }

    @Test func aSignOfTheNameIsTaken() throws {
        #expect(try String.email("r&d@acme.es") == "r&d@acme.es")
        #expect(String.mailto("r&d@acme.es") == "mailto:r%26d@acme.es")
        #expect(String.mailto("ana@example.com") == "mailto:ana@example.com")
    }

    @Test(arguments: ["https://a.example/?x={slug}", "https://{slug}.example#a"])
    func aClientsAddressHasNoQuery(template: String) {
        #expect(throws: PuertoError.self) { try AppURL(template: template) }
    }

    @Test(arguments: ["/", "/a/b?c=d#e", "/ñ"]) func pathsAreTaken(text: String) throws {
        #expect(try String.path(text) == text)
    }

    @Test(arguments: [
        "", "a", "//a", "/a//b", "/\\a", "/a b", "https://a", "/a\u{7}", "javascript:",
    ])
    func whatIsNoPathIsRefused(text: String) {
        #expect(throws: PuertoError.self) { try String.path(text) }
    }

    @Test(arguments: ["", "-a", ".a", "a b", "a/b", "ñ", "a;b", String(repeating: "a", count: 129)])
    func whatIsNoContainerIsRefused(text: String) {
        #expect(throws: PuertoError.self) { try String.container(text) }
    }

    @Test(arguments: ["a", "Ñandú 🦤", "👩\u{200D}👧", "\u{301}a", "日本 語", "a\u{A0}b", "❤\u{FE0F}"])
    func linesAreTaken(text: String) throws {
        #expect(try String.line(text, called: "name") == text)
    }

    @Test(arguments: [
        "   ", "\u{200B}", "\u{200D}", "\u{2060}", "\u{AD}", "\u{FE0F}", "\u{3164}", "\u{2800}",
        "\u{A0}", " a", "a ", "a\u{3000}", "a\u{200B}b", "a\u{2060}b", "a\u{AD}b", "a\u{FFFD}",
        "a\u{E0041}b", "\u{E007F}",
    ])
    func aLineThatHidesSomethingIsRefused(text: String) {
        let error = #expect(throws: PuertoError.self) { try String.line(text, called: "name") }
        #expect(error?.message.hasPrefix("name ") == true)
    }

    @Test(arguments: ["index", "assets", "aux", "con", "nul", "prn"])
    func namesOfFilesAndDevicesAreNoSlugs(text: String) {
        #expect(throws: PuertoError.self) { try Slug(text) }
    }

    @Test(arguments: ["", "-oProxyCommand", "a b", "a/b", "$(x)", "a;b"])
    func whatIsNoMachineIsRefused(text: String) {
        #expect(throws: PuertoError.self) { try String.address(text) }
    }

    @Test func portsLeaveRoomForEverySlot() {
        #expect(throws: PuertoError.self) { try PortRule(app: .max) }
        #expect(throws: PuertoError.self) { try PortRule(app: 0) }
        #expect(throws: PuertoError.self) { try PortRule(redis: 5432) }
    }
}
