internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The sealed credentials: fingerprints and days, never a value.
    func credentials(into out: inout HTML) {
        out += """
            <div class="table" tabindex="0" role="region" aria-label="\(l("Credenciales", "Credentials"))"><table class="stacked">
            <thead><tr><th scope="col">\(l("Credencial", "Credential"))</th><th scope="col">\(l("Usuario", "User"))</th>\
            <th scope="col">\(l("Huella", "Fingerprint"))</th><th scope="col">\(l("Antigüedad", "Age"))</th>\
            <th scope="col">\(l("Valor", "Value"))</th></tr></thead>
            <tbody>
            \(CredentialField.allCases.map(row))</tbody></table></div>

            """
        let missing = CredentialField.allCases.filter { custody.credential($0) == nil }
        if !missing.isEmpty, site.hook == nil {
            out += """
                <p>\(l("Lo que falta se registra desde un archivo o la entrada estándar, nunca en la línea de comandos:", "What is missing is recorded from a file or standard input, never on the command line:"))</p>
                \(shell(missing.map { "puerto credential set \(slug) \($0.rawValue) < \(l("ARCHIVO", "FILE"))" }))
                """
        }
        if custody.credentials.isEmpty, !guide.isEmpty { out += "<p>\(guide)</p>\n" }
    }

    private var slug: String { tenant.slug.text }

    private func row(_ field: CredentialField) -> HTML {
        let head: HTML = "<tr><th scope=\"row\">\(name(field))</th><td>\(user(field))</td>"
        guard let fact = custody.credential(field) else {
            return """
                \(head)<td>—</td><td>—</td><td>\(Parts.nothing(l))</td></tr>

                """
        }
        let origin =
            fact.isGenerated
            ? l("sellado, generado", "sealed, generated")
            : l("sellado, registrado", "sealed, recorded")
        // The script puts a button there that reveals the value.
        let place: HTML? = site.hook == nil ? nil : " data-reveal=\"\(field.rawValue)\""
        return """
            \(head)<td class="fixed"><code>\(fact.fingerprint)</code></td><td class="fixed age">\(site.time(fact.setAt).day.html(locale))</td><td\(place)>\(origin)</td></tr>

            """
    }

    private func name(_ field: CredentialField) -> String {
        switch field {
        case .app: l("Administrador de Windmill", "Windmill administrator")
        case .postgres: "PostgreSQL"
        case .redis: "Redis"
        }
    }

    private func user(_ field: CredentialField) -> HTML {
        switch field {
        case .app: tenant.contact.email.map { "<code>\($0)</code>" } ?? "—"
        case .postgres: "<code>postgres</code>"
        case .redis: "—"
        }
    }
}

extension ClientPage {
    /// The sealed page that is handed out, the earlier ones, and the commands.
    func handedOver(into out: inout HTML) {
        if let handoff = custody.handoff {
            facts(handoff, into: &out)
        } else if !custody.credentials.isEmpty, tenant.status != .archived {
            let state =
                custody.past.isEmpty
                ? l(
                    "Todavía no se ha entregado ninguna página sellada.",
                    "No sealed page has been handed over yet.")
                : l(
                    "Ahora mismo no hay ninguna página sellada vigente.",
                    "No sealed page is handed out at present.")
            out += "<p>\(state)\(guide)</p>\n"
        }
        if !custody.past.isEmpty { past(into: &out) }
        guard custody.credential(.app) != nil else { return }
        if let block = shell(commands) {
            out += block
        } else if custody.handoff != nil {
            // The portal takes no page back.
            out += """
                <p class="mend">\(l("Para retirarla:", "To withdraw it:")) <code data-copy>\(withdraw)</code></p>

                """
        }
    }

    private var withdraw: String { "puerto handoff withdraw \(slug)" }

    private func facts(_ handoff: Handoff, into out: inout HTML) {
        let resealed: HTML? =
            handoff.sealedAt == handoff.issuedAt
            ? nil
            : "<div><dt>\(l("Sellada de nuevo", "Sealed again"))</dt><dd>\(site.time(handoff.sealedAt).html(locale))</dd></div>\n"
        let deadline = site.time(handoff.rotateBy).day
        out += """
            <dl class="facts"><div><dt>\(l("Página sellada entregada", "Sealed page handed over"))</dt><dd>\(site.time(handoff.issuedAt).html(locale))</dd></div>
            \(resealed)<div><dt>\(l("Huella entregada", "Fingerprint in it"))</dt><dd><code>\(handoff.fingerprint)</code></dd></div>
            <div><dt>\(l("Abierta", "Opened"))</dt><dd>\(l("no se sabe", "unknown"))</dd></div>
            <div><dt>\(l("Cambiar la contraseña antes del", "Change the password by"))</dt><dd>\(deadline.html(locale))</dd></div></dl>
            <p class="soft">\(l("Una página no avisa cuando la abren, y quien la tenga puede seguir probando frases: pídele al cliente que cambie la contraseña al entrar.", "A page does not tell when it is opened, and whoever has it may go on trying passphrases: ask the client to change the password at the first login."))\(guide)</p>

            """
    }

    private func past(into out: inout HTML) {
        let items = custody.past.map { past -> HTML in
            let author = past.endedBy.map { l(" por \($0)", " by \($0)") } ?? ""
            return """
                <li>\(site.time(past.issuedAt).html(locale)) · <code>\(past.fingerprint)</code> · \
                <span class="soft">\(word(past.ending))\(author) \(site.time(past.endedAt).html(locale))</span></li>

                """
        }
        out += """
            <details><summary>\(l("Entregas anteriores", "Earlier handoffs")) (\(custody.past.count))</summary>
            <ul class="plain">
            \(items)</ul></details>

            """
    }

    private func word(_ ending: PastHandoff.Ending?) -> String {
        switch ending {
        case .replaced: l("sustituida", "replaced")
        case .withdrawn: l("retirada", "withdrawn")
        case nil: l("sustituida o retirada", "replaced or withdrawn")
        }
    }

    private var commands: [String] {
        let last = custody.handoff == nil ? [] : [withdraw]
        return ["puerto credential list \(slug)", "puerto credential show \(slug) app"] + last
    }
}
