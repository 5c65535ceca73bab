internal import Hypertext
internal import PuertoCore

/// The login page.
struct LoginPage {
    let layout: HookLayout
    /// The script that lets a passkey log in; without it there is the form.
    let script: String?
    /// The path to go on to after the login.
    let next: String
    /// Tells whether the portal takes codes: one that asks for a passkey at each login does not.
    var takesCodes = true
    var failure: Failure?

    /// The fault of the login before.
    enum Failure {
        case password, code
    }

    var html: HTML {
        let l = layout.l
        let text =
            switch failure {
            case nil: String?.none
            case .password:
                l(
                    "El nombre o la contraseña no son correctos.",
                    "The name or the password is wrong.")
            case .code:
                l(
                    "El código no es correcto, ha caducado o ya se ha usado.",
                    "The code is wrong, has expired or was used already.")
            }
        let refusal: HTML? = text.map { "<p class=\"error\" role=\"alert\">\($0)</p>\n" }
        return layout.page(
            l("Entrar", "Log in"), script: script,
            """
            <h1>\(l("Entrar", "Log in"))</h1>
            \(refusal)<form id="login" class="form" method="post" action="\(layout.reader.address("/session"))">
            <input type="hidden" name="next" value="\(next)">
            <p><label for="operator">\(l("Nombre", "Name"))</label>
            <input id="operator" name="operator" required maxlength="63" autocomplete="username" \
            autocapitalize="none" spellcheck="false"\(failure == .code ? nil : focus)></p>
            <p><label for="password">\(l("Contraseña", "Password"))</label>
            <input id="password" name="password" type="password" required maxlength="1024" \
            autocomplete="current-password"></p>
            <p><button class="button primary" type="submit">\(l("Entrar", "Log in"))</button></p>
            </form>
            \(codeForm)
            """)
    }

    /// The attribute of the field in which the operator types first.
    private var focus: HTML? { " autofocus" }

    /// The place for a code, which waits for nobody's password.
    private var codeForm: HTML? {
        guard takesCodes else { return nil }
        let l = layout.l
        let open: HTML? = failure == .code ? " open" : nil
        return """
            <details class="fold"\(open)>
            <summary>\(l("Entrar con un código", "Log in with a code"))</summary>
            <form id="code-login" class="form" method="post" action="\(layout.reader.address("/session/code"))">
            <input type="hidden" name="next" value="\(next)">
            <p><label for="code">\(l("Código de un solo uso", "One-time code"))</label>
            <input id="code" name="code" required maxlength="100" autocomplete="one-time-code" \
            autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"\(failure == .code ? focus : nil)></p>
            <p id="code-hint" class="soft">\(l("Lo da «puerto operator code NOMBRE» en la terminal; vale una vez, durante diez minutos.", "Run “puerto operator code NAME” in the terminal to get one; it is good once, for ten minutes."))</p>
            <p><button class="button" type="submit">\(l("Entrar con el código", "Log in with the code"))</button></p>
            </form>
            </details>

            """
    }
}
