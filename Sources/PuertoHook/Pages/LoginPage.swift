internal import Hypertext
internal import PuertoCore

/// The login page.
struct LoginPage {
    let layout: HookLayout
    /// The script that lets a passkey log in; without it there is the form.
    let script: String?
    /// The path to go on to after the login.
    let next: String
    var hasFailed = false

    var html: HTML {
        let l = layout.l
        let failure: HTML? =
            hasFailed
            ? """
            <p class="error" role="alert">\(l("El nombre o la contraseña no son correctos.", "The name or the password is wrong."))</p>

            """ : nil
        return layout.page(
            l("Entrar", "Log in"), script: script,
            """
            <h1>\(l("Entrar", "Log in"))</h1>
            \(failure)<form id="login" class="form" method="post" action="\(layout.reader.address("/session"))">
            <input type="hidden" name="next" value="\(next)">
            <p><label for="operator">\(l("Nombre", "Name"))</label>
            <input id="operator" name="operator" required maxlength="63" autocomplete="username" \
            autocapitalize="none" spellcheck="false" autofocus></p>
            <p><label for="password">\(l("Contraseña", "Password"))</label>
            <input id="password" name="password" type="password" required maxlength="1024" \
            autocomplete="current-password"></p>
            <p><button class="button primary" type="submit">\(l("Entrar", "Log in"))</button></p>
            </form>

            """)
    }
}
