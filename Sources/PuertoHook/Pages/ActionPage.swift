internal import Hypertext
internal import PuertoCore

/// The page that confirms an action: what it will do, and a button that does it.
struct ActionPage {
    let layout: HookLayout
    let tenant: Tenant
    let action: Action
    let field: CredentialField?
    /// Why the action cannot be asked for now.
    let refusal: Problem?
    /// True when a passkey has to approve it.
    let needsApproval: Bool
    var key = RandomID().text

    private var l: Language { layout.l }

    var html: HTML {
        let title = "\(action.word(l)) · \(tenant.name)"
        return layout.page(
            title,
            """
            <h1>\(action.word(l))</h1>
            <p><a href="\(back)"><bdi>\(tenant.name)</bdi></a> <code>\(tenant.slug.text)</code> · \
            \(l("ranura", "slot")) \(tenant.slot.number) · \(tenant.status.word(l))</p>
            <p class="promise">\(action.promise(for: tenant.kind, l))</p>
            \(content)
            """)
    }

    private var back: String { layout.client(tenant.slug) }

    private var content: HTML {
        if let refusal { return "\(refusal.paragraph("notice", l))\(cancel)" }
        guard layout.login?.session.role == .owner else {
            return """
                <p class="notice">\(l("Tu papel solo mira: pídeselo al propietario.", "Your role only looks: ask an owner."))</p>
                \(cancel)
                """
        }
        // Its plan can be read without an approval.
        if needsApproval, !action.needsPlan {
            return "\(ApprovalNote.html(action, tenant.slug, l))\(cancel)"
        }
        let path = "/tenants/\(tenant.slug.text)/actions/\(action.rawValue)"
        let target = layout.reader.address(action.needsPlan ? "\(path)/plans" : path)
        let keyField: HTML? =
            action.needsPlan ? nil : "<input type=\"hidden\" name=\"key\" value=\"\(key)\">"
        return """
            <form class="form" method="post" action="\(target)">\
            \(layout.token)\(keyField)
            \(inputs)<p><button class="button primary" type="submit">\(action.firstButton(l))</button>
            <a class="button" href="\(back)">\(l("Cancelar", "Cancel"))</a></p>
            </form>

            """
    }

    private var cancel: HTML {
        "<p><a class=\"button\" href=\"\(back)\">\(l("Volver", "Back"))</a></p>\n"
    }

    private var inputs: HTML? {
        switch action {
        case .suspend, .archive:
            """
            <p><label for="reason">\(l("Motivo", "Reason"))</label>
            <input id="reason" name="reason" required maxlength="500" autocomplete="off" aria-describedby="reason-hint">
            <span class="soft" id="reason-hint">\(l("Se ve en el portal y en el historial.", "The portal and the history show it."))</span></p>

            """
        case .rotate:
            """
            <p><label for="field">\(l("Contraseña de", "Password of"))</label>
            <select id="field" name="field">\(option("postgres", "PostgreSQL"))\(option("redis", "Redis"))\(option("app", "Windmill"))</select></p>

            """
        case .upgrade:
            """
            <p><label for="images">\(l("Imágenes", "Images"))</label>
            <input id="images" name="images" required maxlength="2000" autocomplete="off" \
            spellcheck="false" placeholder="redis=redis:7.4.5"></p>

            """
        case .provision, .resume, .restart, .reconcile, .build, .scripts: nil
        }
    }

    private func option(_ value: String, _ name: String) -> HTML {
        let selected: HTML? = field?.rawValue == value ? " selected" : nil
        return "<option value=\"\(value)\"\(selected)>\(name)</option>"
    }
}
