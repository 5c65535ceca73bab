internal import CommonMark
internal import PuertoCore

extension SiteContext {
    /// Warns of values that a document for clients asks for and the record does not have: the
    /// client would read "not recorded".
    func warnOfGaps(for tenant: Tenant) {
        for (_, text, document) in onboardingDocuments(tenant.language) {
            if text.language != tenant.language {
                diagnostics.warn(Self.untranslated(text, tenant.language))
            }
            for use in document.document.placeholders {
                guard let name = Placeholder(rawValue: use.name),
                    !name.value(for: tenant, in: self, locale(tenant.language)).isKnown
                else { continue }
                diagnostics.warn(Self.gap(name, tenant, "\(text.file):\(use.line)"))
            }
        }
    }

    /// Warns that the page being made shows a document in another language than its own. The hint
    /// names no file, so that a thousand of them count as the same.
    func warnOfTranslation(_ file: String, _ text: Language, _ page: Language) {
        guard text != page else { return }
        diagnostics.warn(
            PuertoError(
                .notFound, "no translation into '\(page.rawValue)'",
                hint: "write the same name with .\(page.rawValue).md, or take "
                    + "'\(page.rawValue)' out of agency.languages",
                place: file
            ).spanish(
                "falta la traducción a '\(page.rawValue)'",
                hint:
                    "escribe el mismo nombre con .\(page.rawValue).md, o quita '\(page.rawValue)' de agency.languages"
            ))
    }

    private static func untranslated(_ text: RunbookText, _ language: Language) -> PuertoError {
        PuertoError(
            .notFound,
            "clients whose language is '\(language.rawValue)' get the "
                + "'\(text.language.rawValue)' text",
            hint: "write the same name with .\(language.rawValue).md",
            place: text.file
        ).spanish(
            "los clientes con idioma '\(language.rawValue)' reciben el texto en '\(text.language.rawValue)'",
            hint: "escribe el mismo nombre con .\(language.rawValue).md")
    }

    /// Makes one warning for a value of the agency, and one for each tenant for a value of the
    /// tenant's.
    private static func gap(_ name: Placeholder, _ tenant: Tenant, _ place: String) -> PuertoError {
        let isAgency = name.subject == .agency
        let whose = isAgency ? "clients read" : "'\(tenant.slug)' reads"
        return PuertoError(
            .notFound, "\(whose) 'not recorded' for {{\(name.rawValue)}}",
            hint: isAgency
                ? "give it in puerto.yaml" : "give it with puerto tenant edit \(tenant.slug)",
            place: place
        ).spanish(
            isAgency
                ? "falta el dato de la agencia para {{\(name.rawValue)}}"
                : "falta el dato de '\(tenant.slug)' para {{\(name.rawValue)}}",
            hint: isAgency ? "dalo en puerto.yaml" : "dalo con puerto tenant edit \(tenant.slug)")
    }
}
