import Foundation
import PuertoCore
import TestSupport
import Testing

/// The table of locales in the guide.
@Suite struct LocaleTableTests {
    @Test func itShowsEveryLocaleAsPagesDo() throws {
        let guide = try String(
            contentsOf: Repository.root.appending(path: "docs/guide/configuration.md"),
            encoding: .utf8)
        let rows = guide.split(separator: "\n").filter { $0.contains(/^\| `[a-z]{2}-[A-Z]{2}` \|/) }
        let day = try Day("2026-09-03")
        let wanted = try RegionalLocale.allCases.map { locale in
            let amounts = try ["MXN", "USD"].map {
                Money(minor: 1_250_000, currency: try Currency($0)).text(locale)
            }
            let cells =
                ["`\(locale.rawValue)`"] + amounts + [day.text(locale), locale.time(14, 5)]
            return "| \(cells.joined(separator: " | ")) |".replacing("\u{A0}", with: " ")
        }
        #expect(rows.map(String.init) == wanted)
    }

    @Test func theInterfaceNamesEveryTag() throws {
        let text = try String(
            contentsOf: Repository.root.appending(path: "Sources/PuertoHook/openapi.yaml"),
            encoding: .utf8)
        let tags = LanguageTag.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(text.contains("      enum: [\(tags)]\n"))
    }
}
