internal import Hypertext
internal import PuertoCore

/// The page to log in on.
struct LoginPage {
    let frame: HookLayout
    /// Where to go on.
    let next: String
    var hasFailed = false

    var html: HTML {
        let l = frame.l
        let failure: HTML? =
            hasFailed
            ? """
            <p class="error" role="alert">\(l("El nombre o la contraseña no son correctos.", "Name or password are wrong."))</p>

            """ : nil
        return frame.page(
            l("Entrar", "Log in"),
            """
            <h1>\(l("Entrar", "Log in"))</h1>
            \(failure)<form class="form" method="post" action="\(frame.address("/session"))">
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
