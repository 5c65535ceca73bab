/// A tag of BCP 47 as records and `puerto.yaml` hold it: `es`, or with a country, `es-MX`. Without
/// one it means the agency's country.
package struct LanguageTag: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
    package let language: Language
    /// `nil` for a language without a country.
    package let regional: RegionalLocale?

    package init(_ language: Language) {
        self.language = language
        regional = nil
    }

    package init(_ regional: RegionalLocale) {
        language = regional.language
        self.regional = regional
    }

    package init?(rawValue: String) {
        if let language = Language(rawValue: rawValue) {
            self.init(language)
        } else if let regional = RegionalLocale(rawValue: rawValue) {
            self.init(regional)
        } else {
            return nil
        }
    }

    package var rawValue: String { regional?.rawValue ?? language.rawValue }

    package static let es = LanguageTag(Language.es)
    package static let en = LanguageTag(Language.en)

    /// The plain languages come first: records hold a tag by its place in this list.
    package static let allCases =
        Language.allCases.map { LanguageTag($0) } + RegionalLocale.allCases.map { LanguageTag($0) }
}

extension LanguageTag {
    /// The tag's name: `español`, `español (México)`.
    package func name(_ l: Language) -> String {
        let name =
            switch language {
            case .es: l("español", "Spanish")
            case .en: l("inglés", "English")
            }
        return regional.map { "\(name) (\($0.country(l)))" } ?? name
    }
}
