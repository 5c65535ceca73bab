internal import Hypertext
internal import PuertoCore

/// The page that asks for a probe of a client's system, and shows its answer.
struct ProbePage {
    let layout: HookLayout
    let tenant: Tenant
    /// `nil` before it is asked for.
    var errand: Errand?
    var answer: ProbeAnswer?
    /// Tells of a probe that is not answered yet whether a worker runs.
    var worker: WorkerSight?

    private var l: Language { layout.l }

    /// Reloads the page without script until the answer is there.
    var refresh: [HeaderField] {
        errand?.state == .waiting ? [HeaderField("Refresh", fixed: "2")] : []
    }

    var html: HTML {
        let title = l("Comprobar ahora", "Probe now")
        return layout.page(
            "\(title) · \(tenant.name)",
            """
            <h1>\(title)</h1>
            <p><a href="\(layout.client(tenant.slug))"><bdi>\(tenant.name)</bdi></a> <code>\(tenant.slug.text)</code></p>
            \(content)
            """)
    }

    private var content: HTML {
        guard let errand else {
            return """
                <p class="promise">\(l("Se le pregunta a su sistema si contesta y acepta sus contraseñas, y se compara con el registro. No cambia nada en él.", "Its system is asked whether it answers and takes its passwords, and is compared with the record. Nothing of it changes."))</p>
                \(form(l("Comprobar ahora", "Probe now")))
                """
        }
        switch errand.state {
        case .waiting:
            return """
                <p role="status">\(l("El trabajador lo está comprobando…", "The worker is looking…"))</p>
                \(WorkerNote.html(worker, l))<p>\(back)</p>

                """
        case .failed:
            return """
                <p class="error" role="alert">\(l("No se ha podido comprobar.", "It could not be probed."))</p>
                <p class="detail"\(errand.language(l))><bdi>\(errand.error(l) ?? "")</bdi></p>
                \(form(l("Comprobar otra vez", "Probe again")))
                """
        case .ready: return "\(found)\(form(l("Comprobar otra vez", "Probe again")))"
        }
    }

    private var found: HTML {
        guard let result = answer?.result else {
            return """
                <p role="status">\(l("No hay nada que comprobar: su sistema no está en marcha en esta máquina.", "There is nothing to probe: its system does not run on this machine."))</p>

                """
        }
        let at = Timestamp.text(result.at)
        let words = FindingText.words(result.detail, l)
        let isEnglish = l == .es && words == result.detail
        let language: HTML? = isEnglish ? " lang=\"en\"" : nil
        let detail: HTML? =
            words.isEmpty ? nil : "<p class=\"detail\"\(language)><bdi>\(words)</bdi></p>\n"
        return """
            <p role="status"><span class="st \(result.health.rawValue)">\(result.health.word(l))</span> · \
            \(result.milliseconds) ms · <time datetime="\(at)">\(at.prefix(10)) \(at.dropFirst(11).prefix(5)) UTC</time></p>
            \(detail)
            """
    }

    private func form(_ word: String) -> HTML {
        guard layout.login?.session.role == .owner else {
            return """
                <p class="notice">\(l("Tu papel solo mira: pídeselo al propietario.", "Your role only looks: ask an owner."))</p>
                <p>\(back)</p>

                """
        }
        return """
            <form class="form" method="post" action="\(layout.reader.address("/tenants/\(tenant.slug)/probe"))">\(layout.token)\
            <p><button class="button primary" type="submit">\(word)</button> \(back)</p></form>

            """
    }

    private var back: HTML {
        "<a class=\"button\" href=\"\(layout.client(tenant.slug))\">\(l("Volver al cliente", "Back to the client"))</a>"
    }
}
