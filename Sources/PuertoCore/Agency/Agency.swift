/// The operator's business, as `puerto.yaml` describes it.
package struct Agency: Hashable, Sendable {
    package var name: String
    /// The portal's first language; the other ones follow in `languages`.
    package var language: Language
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

    package init(
        name: String, language: Language, languages: [Language], currency: Currency,
        timeZone: String = "UTC", contact: Contact = Contact(), phone: String? = nil,
        color: Color? = nil, security: SecurityContact? = nil
    ) {
        self.name = name
        self.language = language
        self.languages = languages
        self.currency = currency
        self.timeZone = timeZone
        self.contact = contact
        self.phone = phone
        self.color = color
        self.security = security
    }
}
