internal import Hypertext
internal import PuertoCore
internal import PuertoStore

/// What an action would do now, and the form that asks for it.
struct PlanPage {
    let frame: HookLayout
    let errand: Errand
    let action: Action
    let kind: Tenant.Kind
    let parameters: JobParameters
    let plan: (text: String, hash: String)?
    var key = RandomID().text

    private var l: Language { frame.l }

    /// Without script, the page asks again by itself.
    var refresh: [HeaderField] {
        errand.state == .waiting ? [HeaderField("Refresh", fixed: "1")] : []
    }

    var html: HTML {
        let title = "\(action.word(l)) · \(errand.tenant.text)"
        return frame.page(
            title,
            """
            <h1>\(action.word(l))</h1>
            <p><code>\(errand.tenant.text)</code></p>
            <p class="promise">\(action.promise(for: kind, l))</p>
            \(content)
            """)
    }

    private var cancel: HTML {
        "<a class=\"button\" href=\"\(frame.portal)/clients/\(errand.tenant.text).html\">\(l("Cancelar", "Cancel"))</a>"
    }

    private var content: HTML {
        if let plan { return found(plan) }
        guard errand.state == .waiting else {
            return """
                <p class="error" role="alert">\(l("No se ha podido preparar.", "It could not be prepared."))</p>
                <p class="detail" lang="en"><bdi>\(errand.error ?? "")</bdi></p>
                <p>\(cancel)</p>

                """
        }
        return """
            <p role="status">\(l("Se está mirando qué pasaría…", "Looking what would happen…"))</p>
            <p>\(cancel)</p>

            """
    }

    private func found(_ plan: (text: String, hash: String)) -> HTML {
        let target = frame.address(
            "/tenants/\(errand.tenant.text)/actions/\(action.rawValue)")
        let reason: HTML? = parameters.reason.map {
            "<input type=\"hidden\" name=\"reason\" value=\"\($0)\">"
        }
        let confirm: HTML? =
            action.isDestructive
            ? """
            <p><label for="confirm">\(l("Escribe el identificador del cliente para confirmarlo", "Type the client's slug to confirm"))</label>
            <input id="confirm" name="confirm" required maxlength="63" autocomplete="off" \
            autocapitalize="none" spellcheck="false" placeholder="\(errand.tenant.text)"></p>

            """ : nil
        return """
            <pre class="plan" tabindex="0" lang="en">\(plan.text)</pre>
            <form class="form" method="post" action="\(target)">\(frame.token)\(reason)
            <input type="hidden" name="plan" value="\(plan.hash)">
            <input type="hidden" name="key" value="\(key)">
            \(confirm)<p><button class="button danger" type="submit">\(action.button(l))</button> \(cancel)</p>
            </form>

            """
    }
}
