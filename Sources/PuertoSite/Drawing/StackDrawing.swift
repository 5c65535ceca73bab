internal import Hypertext
internal import PuertoCore

/// A picture of a tenant's stack: its services, their connections and ports, and its isolation.
///
/// It is 336 units wide, so that its 12-unit text is still 12 pixels on a phone.
struct StackDrawing {
    let tenant: Tenant
    let url: String
    let l: Language

    /// Every coordinate is a constant, so the picture is one literal with a dozen values in it.
    var html: HTML {
        """
        <figure class="drawing"><svg viewBox="0 0 336 330" role="img" aria-labelledby="drawing-title drawing-text">
        <title id="drawing-title">\(l("Arquitectura de", "Architecture of")) \(tenant.name)</title>
        <desc id="drawing-text">\(description)</desc>
        <rect class="wall" x="1" y="84" width="334" height="245" rx="8"/>
        <rect class="box" x="78" y="1" width="180" height="46" rx="6"/>\
        <text class="name" x="168" y="21">\(l("Navegador", "Browser"))</text>\
        <text class="port" x="168" y="38">\(Parts.shortened(url).cut(26))</text>
        <rect class="box" x="12" y="100" width="144" height="58" rx="6"/>\
        <text class="name" x="84" y="126">Windmill</text><text class="port" x="84" y="143">:\(tenant.ports.app)</text>
        <rect class="box" x="180" y="100" width="144" height="58" rx="6"/>\
        <text class="name" x="252" y="126">\(l("Trabajador", "Worker"))</text>\
        <text class="port" x="252" y="143">\(l("ejecuta los scripts", "runs the scripts"))</text>
        <rect class="box" x="12" y="236" width="144" height="58" rx="6"/>\
        <text class="name" x="84" y="262">PostgreSQL</text><text class="port" x="84" y="279">:\(tenant.ports.postgres)</text>
        <rect class="box" x="180" y="236" width="144" height="58" rx="6"/>\
        <text class="name" x="252" y="262">Redis</text><text class="port" x="252" y="279">:\(tenant.ports.redis)</text>
        <path class="wire" d="M168 47V66H84V96M84 158V232M216 158V196H120V232M270 158V232"/>
        <path class="head" d="M80 93L84 100L88 93ZM80 229L84 236L88 229ZM116 229L120 236L124 229ZM266 229L270 236L274 229Z"/>
        <text class="label" x="14" y="319">\(tenant.slug.text.cut(30))</text>
        <text class="label end" x="322" y="319">\(l("ranura", "slot")) \(tenant.slot.number)</text>
        </svg>
        <figcaption>\(l("El marco es el aislamiento: red, datos y credenciales propios.", "The frame is the isolation: a network, data and credentials of its own.")) \
        \(l("Los puertos están en", "Its ports are on")) <code>\(tenant.host.text)</code>.</figcaption></figure>

        """
    }

    private var description: String {
        switch l {
        case .es:
            """
            El navegador llega a Windmill por el puerto \(tenant.ports.app). Windmill y el trabajador \
            comparten PostgreSQL, en el puerto \(tenant.ports.postgres). Los scripts del trabajador \
            usan Redis, en el puerto \(tenant.ports.redis).
            """
        case .en:
            """
            The browser reaches Windmill on port \(tenant.ports.app). Windmill and the worker share \
            PostgreSQL on port \(tenant.ports.postgres). The worker's scripts use Redis on port \
            \(tenant.ports.redis).
            """
        }
    }
}

extension String {
    /// The text with at most `limit` characters, the last one an ellipsis when something was left
    /// out.
    func cut(_ limit: Int) -> String {
        // Bytes are quicker to count, and at least as many.
        utf8.count > limit && count > limit ? String(prefix(limit - 1)) + "…" : self
    }
}
