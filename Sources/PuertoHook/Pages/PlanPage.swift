internal import Hypertext
internal import PuertoCore
internal import PuertoWire

/// The page of an action's plan: what it would do now, and the form that asks for it.
struct PlanPage {
    let layout: HookLayout
    let errand: Errand
    let action: Action
    let tenant: Tenant
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
        let title = "\(action.word(l)) · \(tenant.name)"
        return layout.page(
            title,
            """
            <h1>\(action.word(l))</h1>
            <p><a href="\(layout.client(tenant.slug))"><bdi>\(tenant.name)</bdi></a> <code>\(tenant.slug.text)</code></p>
            <p class="promise">\(action.promise(for: tenant.kind, l))</p>
            \(content)
            """)
    }

    private var cancel: HTML {
        "<a class=\"button\" href=\"\(layout.client(errand.tenant))\">\(l("Cancelar", "Cancel"))</a>"
    }

    private var content: HTML {
        if let plan { return found(plan) }
        guard errand.state == .waiting else {
            return """
                <p class="error" role="alert">\(l("No se ha podido preparar el plan.", "The plan could not be prepared."))</p>
                <p class="detail"\(errand.language(l))><bdi>\(errand.error(l) ?? "")</bdi></p>
                <p>\(cancel)</p>

                """
        }
        return """
            <p role="status">\(l("Preparando el plan…", "Preparing the plan…"))</p>
            \(WorkerNote.html(worker, l))<p>\(cancel)</p>

            """
    }

    /// The plan's lines in the reader's language; commands and names stay as they are.
    private func words(of plan: GetErrand.Plan) -> [HTML] {
        let lines = PlanText(plan.text).lines
        let width = lines.map { $0.stepWord(l).count }.max() ?? 0
        return lines.map { line in
            let step = line.step.isEmpty ? "" : line.stepWord(l)
            let margin = String(repeating: " ", count: width - step.count + 2)
            guard let words = line.words(l) else {
                return "\(step)\(margin)<span lang=\"en\">\(line.text)</span>\n"
            }
            return "\(step)\(margin)\(words)\n"
        }
    }

    private func found(_ plan: GetErrand.Plan) -> HTML {
        let text: HTML = "<pre class=\"plan\" tabindex=\"0\">\(words(of: plan))</pre>\n"
        if needsApproval {
            return """
                \(text)\(ApprovalNote.html(action, errand.tenant, l, parameters: parameters))<p>\(cancel)</p>

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
