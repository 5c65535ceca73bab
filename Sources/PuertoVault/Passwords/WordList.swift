package import PuertoCore

/// The words of passphrases: 2,048 a language, so each is worth 11 bits.
package enum WordList {
    package static func words(_ language: Language) -> [Substring] {
        let bytes =
            language == .es ? PackageResources.spanish_txt : PackageResources.english_txt
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
