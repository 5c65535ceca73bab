internal import Hypertext
internal import PuertoCore

/// A tenant's stack as a picture: who talks to whom, on which port, and what is shut off.
///
/// 336 units wide, so that its 12-unit text is still 12 pixels on a phone.
struct StackDrawing {
    let tenant: Tenant
    let url: String
    let l: Language

    var html: HTML {
        let title = l("Arquitectura de", "Architecture of")
        return """
            <figure class="drawing"><svg viewBox="0 0 336 330" role="img" aria-labelledby="drawing-title drawing-text">
            <title id="drawing-title">\(title) \(tenant.name)</title>
            <desc id="drawing-text">\(description)</desc>
            \(box(78, 1, 180, 46, l("Navegador", "Browser"), Parts.shortened(url).cut(26)))
            <rect class="wall" x="1" y="84" width="334" height="245" rx="8"/>
            <text class="label" x="14" y="319">\(tenant.slug.text.cut(30))</text>
            <text class="label end" x="322" y="319">\(l("ranura", "slot")) \(tenant.slot.number)</text>
            \(box(12, 100, 144, 58, "Windmill", ":\(tenant.ports.app)"))
            \(box(180, 100, 144, 58, l("Trabajador", "Worker"), l("ejecuta los scripts", "runs the scripts")))
            \(box(12, 236, 144, 58, "PostgreSQL", ":\(tenant.ports.postgres)"))
            \(box(180, 236, 144, 58, "Redis", ":\(tenant.ports.redis)"))
            \(arrow("M168 47V66H84V96", head: 84, 100))
            \(arrow("M84 158V232", head: 84, 236))
            \(arrow("M216 158V196H120V232", head: 120, 236))
            \(arrow("M270 158V232", head: 270, 236))
            </svg>
            <figcaption>\(l("El marco es el aislamiento: red, datos y credenciales propios.", "The frame is the isolation: a network, data and credentials of its own.")) \
            \(l("Los puertos están en", "Its ports are on")) <code>\(tenant.host.text)</code>.</figcaption></figure>

            """
    }

    private var description: String {
        l(
            """
            El navegador llega a Windmill por el puerto \(tenant.ports.app). Windmill y el trabajador \
            comparten PostgreSQL, en el puerto \(tenant.ports.postgres). Los scripts del trabajador \
            usan Redis, en el puerto \(tenant.ports.redis).
            """,
            """
            The browser reaches Windmill on port \(tenant.ports.app). Windmill and the worker share \
            PostgreSQL on port \(tenant.ports.postgres). The worker's scripts use Redis on port \
            \(tenant.ports.redis).
            """)
    }

    private func box(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ name: String, _ detail: String
    ) -> HTML {
        let middle = x + width / 2
        let line = y + height / 2
        return """
            <rect class="box" x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="6"/>\
            <text class="name" x="\(middle)" y="\(line - 3)">\(name)</text>\
            <text class="port" x="\(middle)" y="\(line + 14)">\(detail)</text>
            """
    }

    private func arrow(_ path: String, head x: Int, _ y: Int) -> HTML {
        "<path class=\"wire\" d=\"\(path)\"/><path class=\"head\" d=\"M\(x - 4) \(y - 7)L\(x) \(y)L\(x + 4) \(y - 7)Z\"/>"
    }
}

extension String {
    /// At most `limit` characters, the last one an ellipsis when something was left out.
    func cut(_ limit: Int) -> String {
        count > limit ? String(prefix(limit - 1)) + "…" : self
    }
}
