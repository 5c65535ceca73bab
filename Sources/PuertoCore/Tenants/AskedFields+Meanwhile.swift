extension AskedFields {
    /// The fields of a record as its form shows them. The host is no field of that form.
    package init(_ tenant: Tenant) {
        self.init(
            name: tenant.name, contactName: tenant.contact.name ?? "",
            contactEmail: tenant.contact.email ?? "", locale: tenant.locale.rawValue,
            plan: tenant.plan ?? "", tags: tenant.tags)
    }

    /// The fields that differ from those that the form showed, and those that it did not show.
    package func changed(since was: AskedFields) -> AskedFields {
        func new<Value: Equatable>(_ field: KeyPath<AskedFields, Value?>) -> Value? {
            self[keyPath: field] == was[keyPath: field] ? nil : self[keyPath: field]
        }
        return AskedFields(
            name: new(\.name), contactName: new(\.contactName), contactEmail: new(\.contactEmail),
            locale: new(\.locale), plan: new(\.plan), host: new(\.host), tags: new(\.tags))
    }

    /// The errors of the fields that `self` would change and that another change has given a third
    /// value since the form showed `was`, in the order of the form.
    package func conflicts(with now: AskedFields, since was: AskedFields) -> [(
        field: String, error: PuertoError
    )] {
        zip(zip(shown, now.shown), was.shown).compactMap { pair, was in
            let (mine, now) = pair
            guard let asked = mine.text, let old = was.text, let recorded = now.text,
                recorded != old, recorded != asked
            else { return nil }
            return (mine.field, Self.conflict(mine, recorded, asked))
        }
    }

    private typealias Shown = (field: String, spanish: String, english: String, text: String?)

    private var shown: [Shown] {
        [
            ("name", "el nombre", "the name", name), ("plan", "el plan", "the plan", plan),
            ("locale", "el idioma", "the language", locale),
            ("contact_name", "la persona de contacto", "the contact", contactName),
            ("contact_email", "el correo", "the e-mail", contactEmail),
            ("tags", "las etiquetas", "the tags", tags?.joined(separator: ", ")),
        ]
    }

    private static func conflict(_ field: Shown, _ recorded: String, _ asked: String)
        -> PuertoError
    {
        func quoted(_ text: String) -> String { PuertoError.quote(text) }
        return PuertoError(
            .conflict,
            "\(field.english) changed to \(quoted(recorded)) meanwhile; you wrote \(quoted(asked))",
            hint: "save again with the one that holds"
        ).spanish(
            "entretanto alguien cambió \(field.spanish) a \(quoted(recorded)); tú escribiste "
                + quoted(asked),
            hint: "guarda otra vez con lo que valga")
    }
}
