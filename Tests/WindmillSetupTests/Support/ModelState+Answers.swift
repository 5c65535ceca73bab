import Foundation
import ServerSupport

extension ModelState {
    /// Carries a request out. Returns status and body.
    mutating func answer(_ request: Request) -> (Int, String) {
        let words = request.line.split(separator: " ").map(String.init)
        let path = words[1].split(separator: "?").first.map(String.init) ?? ""
        let parts = path.split(separator: "/").map(String.init).dropFirst()
        let body = (try? JSONSerialization.jsonObject(with: Data(request.body.utf8))) ?? [:]
        let fields = body as? [String: Any] ?? [:]
        if ignored.contains("\(words[0]) \(path)") { return (200, "ok") }
        switch parts.first {
        case "health": return (200, healthAnswer())
        case "auth" where parts.last == "login": return login(fields)
        case "auth": return (200, "\(opens(Self.admin, "changeme"))")
        default: break
        }
        let given = request.headers["authorization"]?.replacing("Bearer ", with: "")
        guard let token = tokens.first(where: { $0.text == given }),
            let caller = users[token.email], !caller.isDisabled
        else { return (401, "Unauthorized") }
        let call = Call(
            method: words[0], parts: Array(parts), query: words[1], fields: fields,
            token: token, isSuperAdmin: caller.isSuperAdmin)
        switch parts.first {
        case "users": return userAnswer(call)
        case "settings": return settingAnswer(call)
        case "workspaces": return workspaceAnswer(call)
        case "w": return innerAnswer(call)
        default: return (404, "")
        }
    }

    struct Call {
        let method: String
        let parts: [String]
        let query: String
        let fields: [String: Any]
        let token: Token
        let isSuperAdmin: Bool

        func text(_ name: String) -> String { fields[name] as? String ?? "" }
    }

    static func json(_ value: Any) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    private mutating func healthAnswer() -> String {
        let word = health.count > 1 ? health.removeFirst() : health[0]
        return Self.json([
            "status": word, "database_healthy": word != "unhealthy",
            "workers_alive": word == "healthy" ? 1 : 0,
        ])
    }

    private mutating func login(_ fields: [String: Any]) -> (Int, String) {
        guard !hasNoLogins else { return (200, "no_auth") }
        guard limitedLogins == 0 else {
            limitedLogins -= 1
            return (429, "Too many login attempts, try again later")
        }
        let (email, password) = (fields["email"] as? String ?? "", fields["password"] as? String)
        guard opens(email, password ?? "") else { return (400, "Bad request: Invalid login") }
        return (200, makeToken(email, label: "session"))
    }

    private mutating func settingAnswer(_ call: Call) -> (Int, String) {
        guard call.isSuperAdmin else { return (403, "Permission denied: not a superadmin") }
        let key = call.parts.last ?? ""
        if call.method == "POST" {
            settings[key] = Self.json(call.fields["value"] ?? NSNull())
            return (200, "")
        }
        return (200, settings[key] ?? "null")
    }

    private mutating func workspaceAnswer(_ call: Call) -> (Int, String) {
        guard call.isSuperAdmin else { return (403, "Permission denied: not a superadmin") }
        if call.parts.last == "create" {
            let id = call.text("id")
            guard workspaces[id] == nil else {
                return (400, "Bad request: Workspace \(id) already exists")
            }
            workspaces[id] = Workspace(
                name: call.text("name"), members: [call.token.email: Member(isAdmin: true)])
            return (200, "Created workspace \(id)")
        }
        let rows = workspaces.sorted { $0.key < $1.key }.map {
            ["id": $0.key, "name": $0.value.name, "deleted": $0.value.isArchived] as [String: Any]
        }
        return (200, Self.json(rows))
    }
}
