internal import Hypertext
internal import PuertoCore

/// The form that changes a client's record.
struct EditPage {
    let layout: HookLayout
    let tenant: Tenant
    let plans: [PricingPlan]
    /// The fields as they were sent; `nil` for those of the record.
    var sent: [String: String]?
    var errors: [String: Problem] = [:]
    var problem: Problem?

    private var l: Language { layout.l }

    var html: HTML {
        let title = l("Editar", "Edit")
        return layout.page(
            "\(title) · \(tenant.name)",
            """
            <h1>\(title)</h1>
            <p><a href="\(layout.client(tenant.slug))"><bdi>\(tenant.name)</bdi></a> <code>\(tenant.slug.text)</code></p>
            \(content)
            """)
    }

    private var content: HTML {
        let back: HTML =
            "<a class=\"button\" href=\"\(layout.client(tenant.slug))\">\(l("Cancelar", "Cancel"))</a>"
        guard layout.login?.session.role == .owner else {
            return """
                <p class="notice">\(l("Tu papel solo mira: pídeselo al propietario.", "Your role only looks: ask an owner."))</p>
                <p>\(back)</p>

                """
        }
        let form = ClientForm(l: l, values: sent ?? recorded, errors: errors)
        return """
            \(problem?.paragraph("error", l, role: "alert"))\(form.summary)<form class="form" method="post" action="\(layout.reader.address("/tenants/\(tenant.slug)/edit"))">\(layout.token)\(shown)
            \(form.line("name", l("Nombre", "Name"), "required maxlength=\"200\""))\(form.usual(plans))\
            <p><button class="button primary" type="submit">\(l("Guardar", "Save"))</button>
            \(back)</p>
            </form>

            """
    }

    private var recorded: [String: String] { EditPage.texts(of: AskedFields(tenant)) }

    /// The record's values when the form was made, with which a change made meanwhile is not undone.
    private var shown: [HTML] {
        recorded.sorted { $0.key < $1.key }.map {
            "<input type=\"hidden\" name=\"was_\($0.key)\" value=\"\($0.value)\">"
        }
    }

    /// The fields that are there, by the form's names.
    static func texts(of fields: AskedFields) -> [String: String] {
        let all = [
            "name": fields.name, "plan": fields.plan, "locale": fields.locale,
            "contact_name": fields.contactName, "contact_email": fields.contactEmail,
            "tags": fields.tags?.joined(separator: ", "),
        ]
        return all.compactMapValues(\.self)
    }
}
