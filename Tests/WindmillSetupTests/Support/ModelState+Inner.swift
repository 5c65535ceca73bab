import Foundation

extension ModelState {
    /// Calls inside of a workspace.
    mutating func innerAnswer(_ call: Call) -> (Int, String) {
        let id = call.parts[1]
        guard workspaces[id] != nil, call.isSuperAdmin else { return (401, "Unauthorized") }
        let what = call.parts[2...].joined(separator: "/")
        switch call.parts[2] {
        case "users" where call.parts[3] == "update":
            let email = workspaces[id]?.members.keys.first { Self.name($0) == call.parts[4] } ?? ""
            let admin = call.fields["is_admin"] as? Bool
            let disabled = call.fields["disabled"] as? Bool
            workspaces[id]?.members[email]?.isAdmin = admin ?? false
            workspaces[id]?.members[email]?.isDisabled = disabled ?? false
            return (200, "updated")
        case "users":
            let rows = workspaces[id]?.members.sorted { $0.key < $1.key }.map {
                [
                    "email": $0.key, "username": Self.name($0.key), "is_admin": $0.value.isAdmin,
                    "disabled": $0.value.isDisabled,
                ] as [String: Any]
            }
            return (200, Self.json(rows ?? []))
        case "workspaces" where what == "workspaces/add_user":
            let email = call.text("email")
            guard workspaces[id]?.members[email] == nil else {
                return (400, "Bad request: user with email \(email) already exists in workspace")
            }
            let isAdmin = call.fields["is_admin"] as? Bool
            workspaces[id]?.members[email] = Member(isAdmin: isAdmin == true)
            return (201, "added")
        case "workspaces":
            guard call.method == "POST" else {
                return (200, Self.json(["key": workspaces[id]?.key ?? ""]))
            }
            workspaces[id]?.key = call.text("new_key")
            if losesSecrets {
                let paths = workspaces[id]?.secrets.keys.map { ($0, "") } ?? []
                workspaces[id]?.secrets = Dictionary(uniqueKeysWithValues: paths)
            }
            return (200, "updated the key")
        case "variables" where call.parts[3] == "list":
            let rows = workspaces[id]?.secrets.keys.sorted().map {
                ["workspace_id": id, "path": $0, "is_secret": true, "extra_perms": [:]]
                    as [String: Any]
            }
            return (200, Self.json(rows ?? []))
        case "variables":
            let path = call.parts[4...].joined(separator: "/")
            guard workspaces[id]?.secrets[path] != "unreadable" else { return (500, "panic") }
            return (200, Self.json(workspaces[id]?.secrets[path] ?? ""))
        case "folders" where call.parts[3] == "exists":
            return (200, "\(workspaces[id]?.folders.contains(call.parts[4]) == true)")
        case "folders":
            let isNew = workspaces[id]?.folders.insert(call.text("name")).inserted
            return isNew == true ? (200, "made") : (400, "Bad request: folder already exists")
        case "scripts": return scriptAnswer(call, id)
        case "jobs", "jobs_u": return jobAnswer(call)
        default: return (404, "")
        }
    }

    private mutating func scriptAnswer(_ call: Call, _ id: String) -> (Int, String) {
        switch call.parts[3] {
        case "create":
            let (path, content) = (call.text("path"), call.text("content"))
            let isArchived = workspaces[id]?.archived.contains(path) == true
            guard !isArchived || call.text("parent_hash") == "1a2b" else {
                return (400, "Bad request: A script with same hash already exists!")
            }
            workspaces[id]?.archived.remove(path)
            if workspaces[id]?.scripts[path]?.last != content {
                workspaces[id]?.scripts[path, default: []].append(content)
            }
            return (201, "1a2b")
        case "get":
            let path = call.parts[5...].joined(separator: "/")
            guard let content = workspaces[id]?.scripts[path]?.last else {
                return (404, "Not found: \(path)")
            }
            return (
                200,
                Self.json([
                    "path": path, "hash": "1a2b", "language": "bash", "content": content,
                    "archived": workspaces[id]?.archived.contains(path) == true,
                    "lock": lockDelay == 0 ? "" as Any : NSNull(),
                ])
            )
        default:
            if lockDelay > 0 {
                lockDelay -= 1
                return (200, "{}")
            }
            guard let lockError else { return (200, Self.json(["lock": ""])) }
            return (200, Self.json(["lock_error_logs": lockError]))
        }
    }

    private mutating func jobAnswer(_ call: Call) -> (Int, String) {
        guard call.parts[2] == "jobs_u" else {
            made += 1
            let job = String(format: "0192a3b4-0000-7000-8000-%012d", made)
            jobs[job] = call.text("word")
            return (201, job)
        }
        let word = jobs[call.parts.last ?? ""] ?? ""
        let answer = result.map { $0(word) } ?? Self.json("\(word) worker-1")
        guard let answer else { return (200, #"{"completed":false,"result":null}"#) }
        return (200, #"{"completed":true,"success":true,"result":\#(answer)}"#)
    }

    private static func name(_ email: String) -> String {
        String(email.prefix { $0 != "@" }).replacing(".", with: "_")
    }
}
