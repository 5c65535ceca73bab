internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Exchange {
    /// The login page. It leads to `next`, or to the portal.
    func loginPage(_ status: Int, next: String?, failure: LoginPage.Failure? = nil) -> Response {
        let page = LoginPage(
            layout: layout, script: world.web.scripts?.login, next: reader.destination(next),
            takesCodes: world.web.passkeys.requires == .password, failure: failure)
        return Response(status, scripted: page.html)
    }

    /// The answer to a login, which sets the session's cookie. A form is redirected to `next`.
    func loggedIn(_ found: FoundSession, _ token: SessionToken, next: String?) throws -> Response {
        guard let session = found.session else { throw Problem(401) }
        let cookie = try world.cookie.setting(token)
        guard !isForm else {
            var response = Response.seeOther(reader.destination(next))
            response.headers.append(cookie)
            return response
        }
        let login = Login(session: session, token: token, passkeys: found.passkeys)
        return Response(
            200, [cookie], json: SessionView(login: login, policy: world.web.passkeys))
    }
}
