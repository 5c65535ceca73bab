internal import PuertoCore

/// A session in JSON, with the CSRF token that changes need.
struct SessionView: JSONView {
    let session: Session
    let csrf: String

    var json: JSONObject {
        var json = JSONObject()
        json.add("operator", session.name.text)
        json.add("role", session.role.rawValue)
        json.add("csrf", csrf)
        json.add("expires_at", time: session.endsAt)
        json.add("confirmed_at", time: session.confirmedAt)
        return json
    }
}
