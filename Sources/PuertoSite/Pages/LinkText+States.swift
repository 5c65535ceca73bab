internal import Hypertext
internal import PuertoCore

extension LinkText {
    /// The script shows at most one of these at a time, by its name.
    var states: HTML {
        let texts = (waiting + refused + unable).map { state -> HTML in
            """
            <p class="state\(state.isBad ? " bad" : "")" role="\(state.isBad ? "alert" : "status")" \
            data-state="\(state.name)" hidden><b>\(state.title)</b> \(state.text)</p>

            """
        }
        return """
            <noscript><p class="state bad"><b>\(l("Hace falta JavaScript.", "JavaScript is needed."))</b> \
            \(l("Su navegador descifra los datos en este mismo dispositivo; active JavaScript o abra el enlace en otro navegador.", "Your browser decrypts them on this very device; turn JavaScript on, or open the link in another browser."))</p></noscript>
            \(texts)
            """
    }

    private struct State {
        let name: String
        var isBad = true
        let title: String
        let text: String
    }

    private var waiting: [State] {
        [
            State(
                name: "ready", isBad: false,
                title: l("Ábralo cuando pueda guardarlos.", "Open it when you can keep them."),
                text: l(
                    "Hasta que pulse «Abrir» no se gasta nada.",
                    "Until you press “Open” nothing is used up.")),
            State(
                name: "busy", isBad: false, title: l("Abriendo…", "Opening…"),
                text: l("Tarda un momento.", "It takes a moment.")),
            State(
                name: "cleared", isBad: false,
                title: l("Ya no se muestran.", "They are no longer shown."),
                text: l(
                    "Si no pudo guardarlos, pídanos otro enlace.",
                    "If you could not keep them, ask us for another link.")),
        ]
    }

    private var refused: [State] {
        [
            State(
                name: "wrong", title: l("No se ha podido abrir.", "It could not be opened."),
                text: l(
                    "La frase no es esa, o el enlace ya no está. Revísela y pruebe otra vez: equivocarse no gasta el enlace.",
                    "That is not the passphrase, or the link is no longer there. Check it and try again: a mistake does not use up the link."
                )),
            State(
                name: "gone",
                title: l("Este enlace ya no está.", "This link is no longer there."),
                text: l(
                    "Se abrió, caducó o lo retiramos. Si no lo abrió usted, avísenos enseguida; en todo caso, pídanos otro.",
                    "It was opened, has expired or was taken back. If it was not you who opened it, tell us at once; in any case, ask us for another one."
                )),
            State(
                name: "many", title: l("Demasiados intentos.", "Too many attempts."),
                text: l(
                    "Espere diez minutos antes de probar otra vez. El enlace no se ha gastado.",
                    "Wait ten minutes before you try again. The link is not used up.")),
            State(
                name: "later",
                title: l("Ahora mismo no se puede.", "It cannot be done right now."),
                text: l(
                    "Nuestro servidor está ocupado. Pruebe otra vez dentro de un minuto.",
                    "Our server is busy. Try again in a minute.")),
            State(
                name: "offline",
                title: l("No hay respuesta del servidor.", "The server does not answer."),
                text: l(
                    "Mire si tiene conexión y pruebe otra vez. Si entonces ya no está, pídanos otro.",
                    "See whether you are connected and try again. If it is gone then, ask us for another one."
                )),
            State(
                name: "damaged",
                title: l("Lo que llegó está dañado.", "What came is damaged."),
                text: l("Pídanos otro enlace.", "Ask us for another link.")),
        ]
    }

    private var unable: [State] {
        [
            State(
                name: "none", title: l("Aquí no hay ningún enlace.", "There is no link here."),
                text: l(
                    "Vuelva al mensaje que le enviamos y ábralo desde allí.",
                    "Go back to the message that we sent you and open it from there.")),
            State(
                name: "malformed",
                title: l("El enlace no está completo.", "The link is not complete."),
                text: l(
                    "Cópielo entero del mensaje, hasta la última letra, o pídanos otro.",
                    "Copy all of it from the message, to the last letter, or ask us for another one."
                )),
            State(
                name: "insecure",
                title: l("Aquí no se puede abrir.", "It cannot be opened here."),
                text: l(
                    "El navegador no deja descifrar en esta dirección. Use la que empieza por https:// en un navegador al día.",
                    "The browser does not decrypt at this address. Use the one that begins with https:// in an up-to-date browser."
                )),
            State(
                name: "framed",
                title: l(
                    "Abra esta página en su propia ventana.",
                    "Open this page in a window of its own."),
                text: l(
                    "Está dentro de otra, que podría ver lo que escriba.",
                    "It is inside another one, which could see what you type.")),
        ]
    }
}
