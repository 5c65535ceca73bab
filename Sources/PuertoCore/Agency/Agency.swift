/// The operator's business, as `puerto.yaml` describes it.
package struct Agency: Hashable, Sendable {
    package var name: String
    /// The portal's first language, with a country where `puerto.yaml` names one.
    package var locale: LanguageTag
    /// Every language the portal is published in, the agency's own first.
    package var languages: [Language]
    package var currency: Currency
    /// An identifier of the IANA time zone database.
    package var timeZone: String
    package var contact: Contact
    package var phone: String?
    /// The colour of the onboarding pages.
    package var color: Color?
    /// Where faults of the portal are reported.
    package var security: SecurityContact?
    /// The name of the logo's file below `content/`.
    package var logoFile: String?
    /// The logo itself, once its file has been read.
    package var logo: Logo?

    package init(
        name: String, locale: LanguageTag, languages: [Language], currency: Currency,
        timeZone: String = "UTC", contact: Contact = Contact(), phone: String? = nil,
        color: Color? = nil, security: SecurityContact? = nil, logoFile: String? = nil
    ) {
        self.name = name
        self.locale = locale
        self.languages = languages
        self.currency = currency
        self.timeZone = timeZone
        self.contact = contact
        self.phone = phone
        self.color = color
        self.security = security
        self.logoFile = logoFile
    }
}

extension Agency {
    /// The portal's first language; the other ones follow in `languages`.
    package var language: Language { locale.language }

    /// The locale of the portal's pages in a language. The agency's country has a say in its own
    /// language only: a Mexican agency's English pages are not those of another country.
    package func locale(_ l: Language) -> RegionalLocale {
        guard l == language, let regional = locale.regional else { return .usual(l, currency) }
        return regional
    }

    /// The locale of a client's pages.
    package func locale(of tag: LanguageTag) -> RegionalLocale {
        tag.regional ?? locale(tag.language)
    }
}
