internal import Hypertext
internal import PuertoCore
internal import PuertoWire

/// The page of an action's plan: what it would do now, and the form that asks for it.
struct PlanPage {
    let layout: HookLayout
    let errand: Errand
    let action: Action
    let kind: Tenant.Kind
    let parameters: JobParameters
    let plan: GetErrand.Plan?
    /// Tells of a plan that is not there yet whether a worker runs.
    let worker: WorkerSight?
    /// True when a passkey has to approve it.
    let needsApproval: Bool
    var key = RandomID().text

    private var l: Language { layout.l }

    /// Reloads the page without script until the plan is there.
    var refresh: [HeaderField] {
        errand.state == .waiting ? [HeaderField("Refresh", fixed: "1")] : []
    }

    var html: HTML {
        let title = "\(action.word(l)) · \(errand.tenant.text)"
        return layout.page(
            title,
            """
            <h1>\(action.word(l))</h1>
            <p><code>\(errand.tenant.text)</code></p>
            <p class="promise">\(action.promise(for: kind, l))</p>
            \(content)
            """)
    }

    private var cancel: HTML {
        "<a class=\"button\" href=\"\(layout.reader.portal)/clients/\(errand.tenant.text).html\">\(l("Cancelar", "Cancel"))</a>"
    }

    private var content: HTML {
        if let plan { return found(plan) }
        guard errand.state == .waiting else {
            return """
                <p class="error" role="alert">\(l("No se ha podido preparar el plan.", "The plan could not be prepared."))</p>
                <p class="detail" lang="en"><bdi>\(errand.error ?? "")</bdi></p>
                <p>\(cancel)</p>

                """
        }
        return """
            <p role="status">\(l("Preparando el plan…", "Preparing the plan…"))</p>
            \(WorkerNote.html(worker, l))<p>\(cancel)</p>

            """
    }

    private func found(_ plan: GetErrand.Plan) -> HTML {
        let text: HTML = "<pre class=\"plan\" tabindex=\"0\" lang=\"en\">\(plan.text)</pre>\n"
        if needsApproval {
            return """
                \(text)\(ApprovalNote.html(action, errand.tenant, l))<p>\(cancel)</p>

                """
        }
        let target = layout.reader.address(
            "/tenants/\(errand.tenant.text)/actions/\(action.rawValue)")
        let reason: HTML? = parameters.reason.map {
            "<input type=\"hidden\" name=\"reason\" value=\"\($0)\">"
        }
        return """
            \(text)<form class="form" method="post" action="\(target)">\(layout.token)\(reason)
            <input type="hidden" name="plan" value="\(plan.hash)">
            <input type="hidden" name="key" value="\(key)">
            <p><button class="button primary" type="submit">\(action.button(l))</button> \(cancel)</p>
            </form>

            """
    }
}
