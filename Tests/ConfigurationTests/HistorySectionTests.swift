import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// `history:` of `puerto.yaml`.
@Suite struct HistorySectionTests {
    private func parse(_ text: String) throws -> String? {
        try ConfigurationFileTests.parse(ConfigurationFileTests.agency + text).historyExport
    }

    @Test func withoutTheSectionNoHeadIsWritten() throws {
        for text in ["", "history:\n", "history: ~\n"] { #expect(try parse(text) == nil) }
    }

    @Test func theFolderIsRead() throws {
        #expect(try parse("history: {export: /mnt/other/puerto}\n") == "/mnt/other/puerto")
    }

    @Test(arguments: [
        ("{}", "'export' is missing in 'history'"),
        ("{export: heads}", "'heads' is not an absolute path"),
        ("{export: /a, every: 1}", "'every'"),
    ])
    func mistakesAreNamed(text: String, message: String) {
        let said = String(describing: Result { try parse("history: \(text)\n") })
        #expect(said.contains(message), "\(said)")
    }
}
