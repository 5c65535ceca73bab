internal import Hypertext
internal import PuertoCore

/// The page that registers a passkey. What it is for is in the fragment of its address, which no
/// server sees: its script does everything.
struct PasskeyPage {
    let layout: HookLayout
    let script: String?

    var html: HTML {
        let l = layout.l
        let title = l("Llave de acceso", "Passkey")
        return layout.page(
            title, script: script,
            """
            <h1>\(title)</h1>
            <div id="register" aria-live="polite">\(unscripted)</div>

            """)
    }

    /// The text for a browser that runs no script, and for any browser before the first build.
    private var unscripted: HTML {
        let l = layout.l
        let text = l(
            "Esta página necesita JavaScript: sin él, un navegador no puede crear llaves de acceso.",
            "This page needs JavaScript: without it a browser cannot create passkeys.")
        return "<p class=\"notice\">\(text)</p>"
    }
}
