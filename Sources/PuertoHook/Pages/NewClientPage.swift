internal import Hypertext
internal import PuertoCore

/// The form for a new client.
struct NewClientPage {
    let layout: HookLayout
    let plans: [PricingPlan]
    let hosts: [Host]
    /// The fields as they were sent.
    var sent: [String: String] = [:]
    /// The errors by field.
    var errors: [String: Problem] = [:]
    /// Why the whole was refused.
    var problem: Problem?
    /// The idempotency key: a second click queues nothing.
    var key = RandomID().text

    var html: HTML {
        let l = layout.l
        let title = l("Nuevo cliente", "New client")
        let values = ["locale": l.rawValue].merging(sent.filter { !$1.isEmpty }) { $1 }
        let form = ClientForm(l: l, values: values, errors: errors)
        return layout.page(
            title,
            """
            <h1>\(title)</h1>
            <p>\(l("Se registra y recibe la primera ranura libre. Su sistema se monta ahora, o más tarde desde su página.", "It is recorded and gets the lowest free slot. Its system is made now, or later from its page."))</p>
            \(problem?.paragraph("error", l, role: "alert"))\(form.summary)<form class="form" method="post" action="\(layout.reader.address("/tenants"))">\(layout.token)
            <input type="hidden" name="key" value="\(key)">
            \(form.line("name", l("Nombre", "Name"), "required maxlength=\"200\""))\
            \(form.line("slug", l("Identificador", "Slug"), slugRules, hint: l("Letras minúsculas, cifras y guiones; forma parte de su dirección. Vacío, sale del nombre.", "Lower-case letters, digits and hyphens; it is part of its address. If empty, it is made of the name.")))\
            \(place(form))\(form.usual(plans))\
            <p><button class="button primary" type="submit">\(l("Registrar y montar", "Record and provision"))</button>
            <button class="button" type="submit" name="record_only" value="true">\(l("Solo registrar", "Only record"))</button>
            <a class="button" href="\(layout.reader.portal)/\(PortalPath.harbour)">\(l("Cancelar", "Cancel"))</a></p>
            </form>

            """)
    }
}

extension NewClientPage {
    private var slugRules: HTML {
        """
        maxlength="63" pattern="[a-z0-9]+(-[a-z0-9]+)*" autocapitalize="none" spellcheck="false"
        """
    }

    /// The choice of a host, where there are several.
    private func place(_ form: ClientForm) -> HTML? {
        guard hosts.count > 1 else { return nil }
        let names = hosts.map { ($0.name.text, $0.name.text) }
        return form.choice("host", layout.l("Máquina", "Host"), names)
    }
}
