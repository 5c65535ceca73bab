internal import Hypertext
internal import PuertoCore

/// The texts of the page of one-time links in one language.
struct LinkText {
    let agency: Agency
    let logo: LogoAsset?
    let l: Language
    /// Tells whether a reader without script sees this language.
    let isFirst: Bool

    func render(into out: inout HTML) {
        let hidden: HTML? = isFirst ? nil : " hidden"
        out += """
            <main lang="\(l.rawValue)" data-copied="\(l("Copiado", "Copied"))" \
            data-uncopied="\(l("No se pudo copiar", "Could not copy"))"\(hidden)>
            <p class="agency">\(logo?.embedded(agency) ?? Parts.name(agency.name))</p>
            <h1>\(l("Sus datos de acceso", "Your login"))</h1>
            <p class="lead">\(l("Le llegan por un enlace que se gasta al abrirlo.", "It reaches you by a link that is used up when it is opened."))</p>
            <div class="sealed" data-state="off">
            \(states)\(form)\(secret)</div>
            \(help)</main>

            """
    }
}

extension LinkText {
    private var form: HTML {
        """
        <form hidden><div class="phrase" hidden><label for="passphrase-\(l.rawValue)">\(l("Frase de paso", "Passphrase"))</label>
        <input id="passphrase-\(l.rawValue)" type="text" autocomplete="off" autocapitalize="none" autocorrect="off" \
        spellcheck="false" aria-describedby="hint-\(l.rawValue)"></div>
        <button class="button">\(l("Abrir", "Open"))</button>
        <p class="hint phrase" id="hint-\(l.rawValue)" hidden>\(l("Le llegó por otro camino. Escriba las palabras en el mismo orden; no salen de este dispositivo.", "It reached you another way. Type the words in the same order; they do not leave this device."))</p></form>

        """
    }

    /// The rows that the script fills once the link is open.
    private var secret: HTML {
        """
        <div class="opened" role="group" aria-label="\(l("Sus datos de acceso", "Your login"))" tabindex="-1" hidden>
        <dl class="login">
        \(row("url", l("Dirección", "Address")))\(row("user", l("Usuario", "User name")))\(row("field", l("Para", "For")))\
        \(row("password", l("Contraseña", "Password")))\(row("text", l("Texto", "Text")))</dl>
        <p class="hint">\(l("Guárdelos ahora en su gestor de contraseñas: quizá el enlace no se abra otra vez.", "Keep them in your password manager now: the link may not open again."))</p>
        <p><button type="button" class="copy small" data-lock>\(l("He terminado", "I am done"))</button></p></div>

        """
    }

    private func row(_ name: String, _ title: String) -> HTML {
        let isSecret = name == "password" || name == "text"
        let show: HTML? =
            isSecret
            ? """
            <button type="button" class="copy small" data-show="\(l("Mostrar", "Show"))" data-hide="\(l("Ocultar", "Hide"))">\(l("Mostrar", "Show"))</button> \

            """ : nil
        return """
            <div data-row="\(name)" hidden><dt>\(title)</dt><dd><span class="text"></span> \
            \(show)<button type="button" class="copy small" data-copy aria-label="\(l("Copiar:", "Copy:")) \(title)">\(l("Copiar", "Copy"))</button></dd></div>

            """
    }

    /// The advice that holds even when the agency has no address to give.
    private var fallback: HTML? {
        guard agency.contact.email == nil, agency.phone == nil else { return nil }
        return """
            <li>\(l("Responda al mensaje con el que le llegó el enlace.", "Reply to the message that brought you the link."))</li>

            """
    }

    private var help: HTML {
        let email: HTML? = agency.contact.email.map {
            "<li><a href=\"\(String.mailto($0))\">\($0)</a></li>\n"
        }
        let phone: HTML? = agency.phone.map { "<li>\(Parts.name($0))</li>\n" }
        let person: HTML? = agency.contact.name.map { "<li>\(Parts.name($0))</li>\n" }
        return """
            <section><h2>\(l("Quién le ayuda", "Who helps you"))</h2>
            <ul class="plain">
            <li><b>\(Parts.name(agency.name))</b></li>
            \(person)\(email)\(phone)\(fallback)</ul></section>

            """
    }
}
