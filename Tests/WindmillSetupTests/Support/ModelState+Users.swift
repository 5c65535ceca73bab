import Foundation

extension ModelState {
    mutating func userAnswer(_ call: Call) -> (Int, String) {
        switch call.parts[1] {
        case "whoami":
            let user: [String: Any] = [
                "email": call.token.email, "super_admin": call.isSuperAdmin,
            ]
            return (200, Self.json(user))
        case "exists": return (200, "\(users[call.parts[2]] != nil)")
        case "list_as_super_admin":
            let listed = users.filter { !unlisted.contains($0.key) }
            let rows = listed.sorted { $0.key < $1.key }.map {
                [
                    "email": $0.key, "super_admin": $0.value.isSuperAdmin,
                    "disabled": $0.value.isDisabled,
                ] as [String: Any]
            }
            return (200, Self.json(rows))
        case "tokens": return tokenAnswer(call)
        case "create", "setpassword", "set_password_of": return accountAnswer(call)
        default: return (404, "")
        }
    }

    private mutating func accountAnswer(_ call: Call) -> (Int, String) {
        guard call.isSuperAdmin || call.parts[1] == "setpassword" else {
            return (403, "Require Admin privileges")
        }
        guard !isOpenSource else {
            return call.parts[1] == "create"
                ? (500, "Internal: User creation is not implemented in the open-source version.")
                : (500, "Not implemented in Windmill's Open Source repository")
        }
        if call.parts[1] == "create" {
            let email = call.text("email")
            guard users[email] == nil else { return (400, "Bad request: \(email) already exists") }
            users[email] = User(password: call.text("password"))
            return (201, "user created")
        }
        let email = call.parts[1] == "setpassword" ? call.token.email : call.parts[2]
        guard users[email] != nil else { return (404, "Not found: user \(email)") }
        users[email]?.password = call.text("password")
        return (200, "password of \(email) changed")
    }

    private mutating func tokenAnswer(_ call: Call) -> (Int, String) {
        switch call.parts[2] {
        case "create":
            let end = call.fields["expiration"] as? String
            return (201, makeToken(call.token.email, label: call.text("label"), expires: end))
        case "delete":
            tokens.removeAll { $0.email == call.token.email && $0.prefix == call.parts[3] }
            return (200, "deleted")
        default:
            let hidden = call.query.contains("exclude_ephemeral=true")
            let rows = tokens.filter { $0.email == call.token.email }
                .filter { !hidden || $0.label != "ephemeral-script" }
                .map { token in
                    var row = ["token_prefix": token.prefix, "label": token.label]
                    row["expiration"] = token.expires
                    return row
                }
            return (200, Self.json(rows))
        }
    }
}
