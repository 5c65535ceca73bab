internal import Hypertext
internal import PuertoCore

/// The onboarding page with the password sealed in it. It is one self-contained file, to be mailed
/// or put on any server. `handoff.js` opens it, and all its texts are here, in the client's
/// language.
extension OnboardingPage {
    /// The policy comes before everything that it applies to.
    func sealedHead(into out: inout HTML) {
        let assets = site.assets.sealed
        out += """
            <!DOCTYPE html>
            <html lang="\(locale.rawValue)">
            <head>
            <meta http-equiv="Content-Security-Policy" content="\(assets.policy)">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex, nofollow">
            \(title)
            <link rel="icon" href="data:,">
            <style>\(raw: assets.style)</style>
            </head>

            """
    }

    func sealedLogin(into out: inout HTML) {
        let code = QRCode(url)?.svg(
            title: l(
                "Código QR con la dirección de su sistema", "QR code with your system's address"))
        out += """
            <li><h2>\(l("Abra su sistema", "Open your system"))</h2>
            <div class="open-it"><div><p class="address">\(Parts.url(url)) \
            <button type="button" class="copy" id="copy-url" hidden>\(l("Copiar", "Copy"))</button></p>
            <p>\(l("Guárdela en sus favoritos: esta dirección no cambia.", "Bookmark it: this address does not change."))</p></div>
            \(code)</div></li>
            <li><h2>\(l("Inicie sesión", "Log in"))</h2>
            <p>\(l("Su usuario y su contraseña están aquí dentro, protegidos con una frase que le ha llegado por otro camino.", "Your user name and password are in here, locked with a passphrase that reached you another way."))</p>
            <div class="sealed" id="sealed" data-state="off" data-url="\(url)" data-copied="\(l("Copiado", "Copied"))" \
            data-uncopied="\(l("No se pudo copiar", "Could not copy"))">
            \(states)\(form)\(login)<p class="paper">\(l("La contraseña no se imprime: abra esta página con su frase para verla.", "The password is not printed: open this page with your passphrase to see it."))</p>
            </div></li>

            """
    }

    /// Appends the data that the script reads, and the script.
    func envelope(_ page: SealedPage, into out: inout HTML) {
        out += """
            <script type="application/json" id="envelope">\(raw: page.envelope)</script>
            <script>\(raw: site.assets.sealed.script)</script>

            """
    }
}

extension OnboardingPage {
    /// A passphrase that a person chose is not forgiven its spelling.
    private var hint: String {
        handoff?.hasChosenPassphrase == true
            ? l(
                "Tal como se la dimos, con sus mayúsculas, minúsculas y espacios. No sale de este dispositivo.",
                "Just as we gave it to you, with its capitals, small letters and spaces. It does not leave this device."
            )
            : l(
                "Las palabras o letras que le dimos, en el mismo orden. No sale de este dispositivo.",
                "The words or letters that we gave you, in the same order. It does not leave this device."
            )
    }

    private var form: HTML {
        """
        <form hidden><label for="passphrase">\(l("Frase de paso", "Passphrase"))</label>
        <div class="entry"><input id="passphrase" type="text" autocomplete="off" autocapitalize="none" autocorrect="off" \
        spellcheck="false" aria-describedby="passphrase-hint" required>
        <button class="button">\(l("Abrir", "Open"))</button></div>
        <p class="hint" id="passphrase-hint">\(hint)</p></form>

        """
    }

    /// The place of the password shows a mask until the client asks to see it.
    private var login: HTML {
        """
        <div id="opened" role="group" aria-label="\(l("Sus datos de acceso", "Your login"))" tabindex="-1" hidden>
        <dl class="login"><dt>\(l("Usuario", "User name"))</dt><dd><span class="text" id="user"></span> \
        <button type="button" class="copy small" data-copy="user" aria-label="\(l("Copiar el usuario", "Copy the user name"))">\(l("Copiar", "Copy"))</button></dd>
        <dt>\(l("Contraseña", "Password"))</dt><dd><span class="text masked" id="password" data-mask="••••••••••••">••••••••••••</span> \
        <button type="button" class="copy small" id="reveal" data-show="\(l("Mostrar", "Show"))" \
        data-hide="\(l("Ocultar", "Hide"))">\(l("Mostrar", "Show"))</button> \
        <button type="button" class="copy small" data-copy="password" aria-label="\(l("Copiar la contraseña", "Copy the password"))">\(l("Copiar", "Copy"))</button></dd></dl>
        <p class="hint">\(l("Cámbiela en cuanto entre: esta es solo para la primera vez.", "Change it as soon as you are in: this one is for the first time only."))</p>
        <p><button type="button" class="copy small" id="lock">\(l("Volver a cerrar", "Lock again"))</button></p></div>

        """
    }

    /// The messages of the script, of which it shows one at a time, or none.
    private var states: HTML {
        let states: [(name: String, role: String, isBad: Bool, title: String, text: String)] = [
            (
                "busy", "status", false, l("Abriendo…", "Opening…"),
                l(
                    "Tarda un momento a propósito: así nadie puede probar muchas frases seguidas.",
                    "It takes a moment on purpose, so that nobody can try passphrases quickly.")
            ),
            (
                "wrong", "alert", true, l("Esa no es la frase.", "That is not the passphrase."),
                l(
                    "Revise las letras y el orden de las palabras. Si no la encuentra, pídanos otra página.",
                    "Check the letters and the order of the words. If you cannot find it, ask us for another page."
                )
            ),
            (
                "damaged", "alert", true, l("Esta página está dañada.", "This page is damaged."),
                l(
                    "Se modificó o se cortó por el camino y no se puede abrir. Pídanos otra.",
                    "It was changed or cut off on its way and cannot be opened. Ask us for another one."
                )
            ),
            (
                "insecure", "alert", true,
                l("Aquí no se puede abrir.", "It cannot be opened here."),
                l(
                    "La dirección comienza con http:// y ahí el navegador no permite descifrar. Use la que comienza con https:// o abra el archivo desde su equipo con un navegador actualizado.",
                    "The address begins with http:// and the browser does not decrypt there. Use the one that begins with https://, or open the file from your own computer in an up-to-date browser."
                )
            ),
            (
                "framed", "alert", true,
                l(
                    "Abra esta página en su propia ventana.",
                    "Open this page in a window of its own."),
                l(
                    "Está dentro de otra, que podría ver lo que escriba.",
                    "It is inside another one, which could see what you type.")
            ),
            (
                "cleared", "status", false,
                l("Se ha vuelto a cerrar.", "It has been locked again."),
                l(
                    "Estuvo un rato sin usarse. Escriba la frase para abrirla otra vez.",
                    "It was not used for a while. Type the passphrase to open it again.")
            ),
        ]
        let texts = states.map { state -> HTML in
            """
            <p class="state\(state.isBad ? " bad" : "")" role="\(state.role)" data-state="\(state.name)" hidden><b>\(state.title)</b> \(state.text)</p>

            """
        }
        return """
            <noscript><p class="state bad"><b>\(l("Hace falta JavaScript.", "JavaScript is needed."))</b> \
            \(l("Su navegador descifra la contraseña en este mismo dispositivo; active JavaScript o abra la página en otro navegador.", "Your browser decrypts the password on this very device; turn JavaScript on, or open the page in another browser."))</p></noscript>
            \(texts)
            """
    }
}
