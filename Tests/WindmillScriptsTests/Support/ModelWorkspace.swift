import Foundation
import Windmill

/// A workspace in memory that answers as Windmill does.
struct ModelWorkspace: Sendable {
    var folders: Set<String> = []
    var types: [String: JSONValue] = [:]
    /// The fields of items by list and path.
    var items: [String: [String: [String: JSONValue]]] = [:]
    /// Versions of scripts that were made, archived ones included.
    var versions = 0
    /// How often a new lock is asked for before it is there.
    var polls = 1
    /// The paths of scripts whose lock cannot be made.
    var broken: Set<String> = []
    /// The paths of items whose rows in lists cannot be understood.
    var badRows: Set<String> = []
    private var asked: [String: Int] = [:]
    private var clock = 0
    var user = "puerto"

    struct Refused: Error {
        let status: Int
        let text: String
    }

    mutating func answer(_ request: HTTPRequest) throws -> (Int, Data) {
        let path = request.path.replacing("/w/acme/", with: "", maxReplacements: 1)
        let parts = path.split(separator: "/").map(String.init)
        let body: JSONValue =
            request.body.isEmpty
            ? [:] : try JSONDecoder().decode(JSONValue.self, from: request.body)
        let isCreate = request.isWrite && path.hasSuffix("/create")
        switch (parts[0], parts[1]) {
        case ("folders", "listnames"):
            return try Self.json(.array(folders.sorted().map { .string($0) }))
        case ("folders", "create"):
            guard folders.insert(body["name"]?.string ?? "").inserted else {
                throw Refused(status: 400, text: "Bad request: Folder already exists")
            }
            return (200, Data("Created".utf8))
        case ("resources", "type"): return try type(parts, body, isCreate)
        case ("scripts", "deployment_status"): return try deployment(parts[3])
        case (let list, "list"):
            // No secret value is in a list, and no content.
            let used = items[list, default: [:]].filter { $0.value["archived"] != true }
            let size = request.number("per_page")
            let start = (request.number("page") - 1) * size
            let page = used.sorted { $0.key < $1.key }.dropFirst(start).prefix(size)
            let rows = page.map { path, row in
                badRows.contains(path)
                    ? ["path": 7]
                    : JSONValue.object(
                        row.filter {
                            $0.key != "content" && !($0.key == "value" && row["is_secret"] == true)
                        })
            }
            return try Self.json(.array(rows))
        case (let list, _):
            return try item(list, parts, body, isCreate, request)
        }
    }

    private mutating func item(
        _ list: String, _ parts: [String], _ body: JSONValue, _ isCreate: Bool,
        _ request: HTTPRequest
    ) throws -> (Int, Data) {
        let start = parts.count > 2 && parts[2] == "p" ? 3 : 2
        let path = isCreate ? body["path"]?.string ?? "" : parts[start...].joined(separator: "/")
        let row = items[list]?[path]
        if isCreate { return try create(list, path, body, request) }
        guard let row else { throw Refused(status: 404, text: "Not found: \(path)") }
        switch parts[1] {
        case "get":
            var shown = row
            if row["is_secret"] == true { shown["value"] = nil }
            return try Self.json(.object(shown))
        case "get_value": return try Self.json(row["value"] ?? .null)
        case "update":
            // A field that the body lacks is cleared, unless another call sets it.
            let stays: Set = ["path", "script_path", "is_flow", "enabled"]
            let old = list == "variables" ? row : row.filter { stays.contains($0.key) }
            set(list, path, old.merging(body.members) { $1 })
        case "setenabled": set(list, path, row.merging(body.members) { $1 })
        case "archive": items[list]?[path]?["archived"] = true
        case "delete": items[list]?[path] = nil
        default: throw Refused(status: 404, text: "")
        }
        return (200, Data("done".utf8))
    }

    private mutating func create(
        _ list: String, _ path: String, _ body: JSONValue, _ request: HTTPRequest
    ) throws -> (Int, Data) {
        let row = items[list]?[path]
        guard list == "scripts" else {
            guard row == nil || request.target.contains("update_if_exists") else {
                throw Refused(status: 400, text: "Bad request: \(path) already exists")
            }
            set(list, path, body.members)
            return (201, Data(path.utf8))
        }
        let head = row?["archived"] == true ? nil : row?["hash"]?.string
        if body["auto_parent"] != true, head != nil, body["parent_hash"]?.string != head {
            throw Refused(status: 400, text: "Bad request: Path conflict for \(path)")
        }
        let isArchived = row?["archived"] == true
        let own = body.members.filter { !["parent_hash", "auto_parent"].contains($0.key) }
        if let row, own.allSatisfy({ row[$0.key] == $0.value }) {
            guard !isArchived || body["parent_hash"] != nil else {
                throw Refused(
                    status: 400, text: "Bad request: A script with same hash already exists!")
            }
            guard isArchived else { return (201, Data((row["hash"]?.string ?? "").utf8)) }
        }
        versions += 1
        let hash = String(UInt64(0xABC0_0000_0000_0000) + UInt64(versions), radix: 16)
        set(list, path, own.merging(["hash": .string(hash)]) { $1 })
        return (201, Data(hash.utf8))
    }

    /// Sets an item as a user does.
    mutating func set(_ list: String, _ path: String, _ fields: [String: JSONValue]) {
        clock += 1
        let time = "2026-11-30T10:00:\(clock % 60 < 10 ? "0" : "")\(clock % 60).\(100_000 + clock)Z"
        items[list, default: [:]][path] = fields.merging([
            "path": .string(path), "edited_at": .string(time), "edited_by": .string(user),
        ]) { $1 }
    }

    /// Changes a script in Windmill's own editor.
    mutating func edit(script path: String, to content: String) {
        versions += 1
        let hash = String(UInt64(0xEDED_0000_0000_0000) + UInt64(versions), radix: 16)
        let row = items["scripts"]?[path] ?? ["language": "bash", "summary": ""]
        set(
            "scripts", path,
            row.merging(["content": .string(content), "hash": .string(hash)]) { $1 })
    }

    private mutating func type(_ parts: [String], _ body: JSONValue, _ isCreate: Bool) throws
        -> (Int, Data)
    {
        let name = isCreate ? body["name"]?.string ?? "" : parts[3]
        switch parts[2] {
        case "get":
            guard let type = types[name] else { throw Refused(status: 404, text: "Not found") }
            return try Self.json(type)
        case "create":
            guard types[name] == nil else { throw Refused(status: 400, text: "already exists") }
            types[name] = body
        default: types[name] = .object((types[name]?.members ?? [:]).merging(body.members) { $1 })
        }
        return (200, Data("done".utf8))
    }

    private mutating func deployment(_ hash: String) throws -> (Int, Data) {
        asked[hash, default: 0] += 1
        let path = items["scripts"]?.first { $0.value["hash"]?.string == hash }?.key ?? ""
        guard asked[hash, default: 0] > polls else { return try Self.json([:]) }
        return try Self.json(
            broken.contains(path) ? ["lock_error_logs": "no module named x"] : ["lock": ""])
    }

    static func json(_ value: JSONValue) throws -> (Int, Data) {
        (200, try JSONEncoder().encode(value))
    }
}

extension JSONValue {
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var members: [String: JSONValue] { if case .object(let all) = self { all } else { [:] } }
}

extension HTTPRequest {
    /// A number of the query; 1 when it is not there.
    fileprivate func number(_ name: String) -> Int {
        let query = target.split(separator: "?").dropFirst().first ?? ""
        let value = query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
        return value.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 1
    }
}
