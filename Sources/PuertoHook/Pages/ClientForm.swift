internal import Hypertext
internal import PuertoCore

/// The fields of a client's record in a form, each with the error that it has.
struct ClientForm {
    let l: Language
    /// The typed values, or else those of the record, by the field's name.
    let values: [String: String]
    let errors: [String: Problem]

    /// A line of text.
    func line(_ name: String, _ label: String, _ rules: HTML = "", hint: String? = nil) -> HTML {
        let value: HTML? = values[name].map { " value=\"\($0)\"" }
        return """
            <p><label for="\(name)">\(label)</label>
            <input id="\(name)" name="\(name)" autocomplete="off" \(rules)\(value)\(marks(name, hint))>\
            \(help(name, hint))\(error(name))</p>

            """
    }

    /// A choice among words.
    func choice(_ name: String, _ label: String, _ options: [(value: String, name: String)]) -> HTML
    {
        let chosen = values[name] ?? ""
        let items = options.map { option -> HTML in
            let selected: HTML? = option.value == chosen ? " selected" : nil
            return "<option value=\"\(option.value)\"\(selected)>\(option.name)</option>"
        }
        return """
            <p><label for="\(name)">\(label)</label>
            <select id="\(name)" name="\(name)"\(marks(name, nil))>\(items)</select>\(error(name))</p>

            """
    }
}

extension ClientForm {
    private func marks(_ name: String, _ hint: String?) -> HTML? {
        let ids = [hint.map { _ in "\(name)-hint" }, errors[name].map { _ in "\(name)-error" }]
            .compactMap { $0 }
        guard !ids.isEmpty else { return nil }
        let invalid: HTML? = errors[name] == nil ? nil : " aria-invalid=\"true\""
        return " aria-describedby=\"\(ids.joined(separator: " "))\"\(invalid)"
    }

    private func help(_ name: String, _ hint: String?) -> HTML? {
        hint.map { "<span class=\"soft\" id=\"\(name)-hint\">\($0)</span>" }
    }

    private func error(_ name: String) -> HTML? {
        guard let problem = errors[name] else { return nil }
        let mark: HTML? =
            problem.language(l) == l ? nil : " lang=\"\(problem.language(l).rawValue)\""
        return """
            <span class="wrong" id="\(name)-error"\(mark)><bdi>\(problem.sentence(l))</bdi></span>
            """
    }
}

extension ClientForm {
    /// The line above a form with errors, which a screen reader reads first.
    var summary: HTML? {
        guard !errors.isEmpty else { return nil }
        return """
            <p class="error" role="alert">\(l("No se ha guardado: mira los campos marcados.", "It was not saved: see the marked fields."))</p>

            """
    }

    /// The name, the contact, the plan and the language, which every form of a client has.
    func usual(_ plans: [PricingPlan]) -> HTML {
        """
        \(choice("plan", l("Plan", "Plan"), [("", l("sin plan", "no plan"))] + plans.map { ($0.id, $0.name) }))\
        \(choice("locale", l("Idioma", "Language"), LanguageTag.allCases.map { ($0.rawValue, $0.name(l)) }))\
        \(line("contact_name", l("Persona de contacto", "Contact"), "maxlength=\"200\""))\
        \(line("contact_email", l("Su correo, que es su usuario", "Their e-mail, which is the user name"), "type=\"email\" maxlength=\"254\""))\
        \(line("tags", l("Etiquetas", "Tags"), "maxlength=\"1000\" autocapitalize=\"none\" spellcheck=\"false\"", hint: l("Palabras en minúsculas, separadas por comas.", "Lower-case words, separated by commas.")))
        """
    }
}
