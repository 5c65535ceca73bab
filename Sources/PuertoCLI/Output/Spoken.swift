import Foundation
import PuertoCore
import Synchronization

/// The language in which the command line speaks of the fleet; `--help` and `--json` are English.
///
/// `PUERTO_LANGUAGE` decides, then `agency.locale` inside a workspace, then the locale of the
/// terminal. Scripts rely on exit codes and JSON, not on words.
enum Spoken {
    private static let workspace = Mutex<Language?>(nil)

    static var language: Language {
        forced ?? workspace.withLock { $0 } ?? terminal.map(\.language) ?? .en
    }

    /// The text in the language that is spoken now.
    static func say(_ spanish: String, _ english: String) -> String { language(spanish, english) }

    /// Speaks a workspace's language from now on.
    static func take(_ language: Language) { workspace.withLock { $0 = language } }

    /// The locale that the environment asks for (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`); `nil` for
    /// none that Puerto knows.
    static var terminal: LanguageTag? {
        let environment = ProcessInfo.processInfo.environment
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        return name.flatMap(tag)
    }

    /// Reads a locale's name, as in `es_MX.UTF-8`. A country that Puerto has no formats for leaves
    /// the language.
    static func tag(_ name: String) -> LanguageTag? {
        let plain = name.prefix { $0 != "." && $0 != "@" }
        return LanguageTag(rawValue: plain.replacingOccurrences(of: "_", with: "-"))
            ?? LanguageTag(rawValue: String(plain.prefix { $0 != "_" && $0 != "-" }))
    }

    private static var forced: Language? {
        ProcessInfo.processInfo.environment["PUERTO_LANGUAGE"].flatMap(Language.init(rawValue:))
    }
}
