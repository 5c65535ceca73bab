internal import Hypertext
internal import PuertoCore

/// The form for a new client.
struct NewClientPage {
    let layout: HookLayout
    let plans: [PricingPlan]
    /// The fields that were refused; `problem` says why.
    var sent = Fields(from: .form)
    var problem: Problem?
    /// The idempotency key: a second click queues nothing.
    var key = RandomID().text

    var html: HTML {
        let l = layout.l
        let title = l("Nuevo cliente", "New client")
        let options = plans.map { option($0.id, $0.name, isChosen: $0.id == text("plan")) }
        return layout.page(
            title,
            """
            <h1>\(title)</h1>
            <p>\(l("Se registra, recibe la primera ranura libre y se monta su sistema.", "It is recorded, gets the lowest free slot, and its system is made."))</p>
            \(problem?.paragraph("error", l, role: "alert"))<form class="form" method="post" action="\(layout.reader.address("/tenants"))">\(layout.token)
            <input type="hidden" name="key" value="\(key)">
            \(field("name", l("Nombre", "Name"), "required maxlength=\"200\" autocomplete=\"off\""))\
            \(field("slug", l("Identificador", "Slug"), slugRules, hint: l("Letras minúsculas, cifras y guiones; forma parte de su dirección.", "Lower-case letters, digits and hyphens; it is part of its address.")))\
            <p><label for="plan">\(l("Plan", "Plan"))</label>
            <select id="plan" name="plan"><option value="">\(l("sin plan", "no plan"))</option>\(options)</select></p>
            <p><label for="locale">\(l("Idioma", "Language"))</label>
            <select id="locale" name="locale">\(languages)</select></p>
            \(field("contact_name", l("Persona de contacto", "Contact"), "maxlength=\"200\" autocomplete=\"off\""))\
            \(field("contact_email", l("Su correo, que es su usuario", "Their e-mail, which is the user name"), "type=\"email\" maxlength=\"254\" autocomplete=\"off\""))\
            <p><button class="button primary" type="submit">\(l("Registrar y montar", "Record and provision"))</button>
            <a class="button" href="\(layout.reader.portal)/index.html">\(l("Cancelar", "Cancel"))</a></p>
            </form>

            """)
    }
}

extension NewClientPage {
    private var slugRules: HTML {
        """
        required maxlength="63" pattern="[a-z0-9]+(-[a-z0-9]+)*" autocapitalize="none" \
        autocomplete="off" spellcheck="false"
        """
    }

    private var languages: [HTML] {
        let chosen = text("locale") ?? layout.l.rawValue
        return LanguageTag.allCases.map {
            option($0.rawValue, $0.name(layout.l), isChosen: $0.rawValue == chosen)
        }
    }

    private func option(_ value: String, _ name: String, isChosen: Bool) -> HTML {
        let selected: HTML? = isChosen ? " selected" : nil
        return "<option value=\"\(value)\"\(selected)>\(name)</option>"
    }

    private func text(_ name: String) -> String? {
        var sent = sent
        return try? sent.text(name, 1...2000)
    }

    private func field(_ name: String, _ label: String, _ rules: HTML, hint: String? = nil) -> HTML
    {
        let described: HTML? = hint.map { _ in " aria-describedby=\"\(name)-hint\"" }
        let help: HTML? = hint.map { "<span class=\"soft\" id=\"\(name)-hint\">\($0)</span>" }
        let value: HTML? = text(name).map { " value=\"\($0)\"" }
        return """
            <p><label for="\(name)">\(label)</label>
            <input id="\(name)" name="\(name)" \(rules)\(value)\(described)>\(help)</p>

            """
    }
}
