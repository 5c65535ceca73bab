internal import PuertoCore

/// A session in JSON, with the CSRF token that changes need, and with what the portal asks passkeys
/// for.
struct SessionView: JSONView {
    let login: Login
    let policy: PasskeyPolicy

    var json: JSONObject {
        var json = JSONObject()
        json.add("operator", login.session.name.text)
        json.add("role", login.session.role.rawValue)
        json.add("csrf", login.csrfToken)
        json.add("expires_at", time: login.session.endsAt)
        json.add("passkeys", login.passkeys)
        json.add("reveal", policy.reveal.rawValue)
        json.add("require", policy.requires.rawValue)
        return json
    }
}
