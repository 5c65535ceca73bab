import Foundation
import TestSupport
import Yams

/// Reads openapi.yaml and the part of JSON Schema that it uses.
final class Contract: Sendable {
    static let shared = Contract()

    struct Operation: Hashable {
        let id: String
        let method: String
        let path: String
    }

    /// All scalars are texts here.
    private let root: JSON

    private init() {
        let file = Repository.root.appending(path: "Sources/PuertoHook/openapi.yaml")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        root = JSON((try? Yams.compose(yaml: text)) ?? [:])
    }
}

extension Contract {
    private static let methods = ["get", "post", "put", "patch", "delete"]

    var operations: [Operation] {
        (root["paths"]?.members ?? [:]).flatMap { path, item in
            Contract.methods.compactMap { method in
                item[method].map {
                    Operation(
                        id: $0["operationId"]?.text ?? "", method: method.uppercased(),
                        path: path)
                }
            }
        }
    }

    /// The names of the security schemes that an operation needs; empty for an open one.
    func security(of operation: Operation) -> Set<String> {
        let own = node(operation)?["security"] ?? root["security"]
        return Set((own?.list ?? []).flatMap { $0.members.keys })
    }

    func successes(of operation: Operation) -> [Int] {
        (node(operation)?["responses"]?.members.keys.compactMap { Int($0) } ?? []).sorted()
    }

    func operation(_ method: String, _ path: String) -> Operation? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = method == "HEAD" ? "GET" : method
        return operations.first { operation in
            let pattern = operation.path.split(separator: "/", omittingEmptySubsequences: false)
            let isTail = pattern.last?.hasSuffix("{path}") == true && parts.count > pattern.count
            return operation.method == wanted && (isTail || pattern.count == parts.count)
                && zip(pattern, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
    }

    private func node(_ operation: Operation) -> JSON? {
        root["paths"]?[operation.path]?[operation.method.lowercased()]
    }

    private func resolved(_ node: JSON?) -> JSON? {
        guard let reference = node?["$ref"]?.text else { return node }
        return reference.split(separator: "/").dropFirst().reduce(Optional(root)) {
            $0?[String($1)]
        }
    }
}

extension Contract {
    /// The ways in which an answer differs from its description. HTML pages are not checked.
    func problems(of answer: Answer, _ operation: Operation?) throws -> [String] {
        guard let type = answer["Content-Type"], type.hasPrefix("application/"),
            !answer.bytes.isEmpty
        else { return [] }
        let status = String(answer.status)
        let responses = operation.flatMap(node)?["responses"]
        let response =
            operation == nil
            ? resolved(root["components"]?["responses"]?["Problem"])
            : resolved(responses?[status] ?? responses?["default"])
        guard let schema = response?["content"]?[type]?["schema"] else {
            return ["\(type) is not described for \(status)"]
        }
        return problems(try answer.json(), schema, "answer \(status)")
    }

    func problems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let schema = resolved(schema) else { return ["\(place): no schema"] }
        var problems: [String] = []
        if let wanted = schema["const"], text(value) != wanted.text {
            problems.append("\(place) is not \(wanted.text ?? "")")
        }
        if let words = schema["enum"]?.list.compactMap(\.text),
            !words.contains(text(value) ?? "")
        {
            problems.append("\(place) is none of \(words)")
        }
        if let type = schema["type"]?.text, type != kind(value) {
            return problems + ["\(place) is no \(type)"]
        }
        switch value {
        case .text(let text): problems += check(text, schema, place)
        case .number(let number):
            if let least = schema["minimum"]?.text.flatMap({ Int($0) }), number < least {
                problems.append("\(place) low")
            }
            if let most = schema["maximum"]?.text.flatMap({ Int($0) }), number > most {
                problems.append("\(place) high")
            }
        case .list(let list):
            guard let items = schema["items"] else { break }
            problems += list.enumerated().flatMap { self.problems($1, items, "\(place)[\($0)]") }
        case .object(let members): problems += check(members, schema, place)
        case .null, .flag: break
        }
        return problems
    }

    private func check(_ text: String, _ schema: JSON, _ place: String) -> [String] {
        var problems: [String] = []
        if let pattern = schema["pattern"]?.text,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            problems.append("\(place) is not \(pattern)")
        }
        let length = text.unicodeScalars.count
        if let least = schema["minLength"]?.text.flatMap({ Int($0) }), length < least {
            problems.append("\(place) short")
        }
        if let most = schema["maxLength"]?.text.flatMap({ Int($0) }), length > most {
            problems.append("\(place) long")
        }
        return problems
    }

    /// A member that is not described is a problem, whatever JSON Schema allows.
    private func check(_ members: [String: JSON], _ schema: JSON, _ place: String) -> [String] {
        let properties = schema["properties"]?.members ?? [:]
        let required = schema["required"]?.list.compactMap(\.text) ?? []
        let missing = required.filter { members[$0] == nil }.map { "\(place).\($0) is missing" }
        return missing
            + members.flatMap { name, value -> [String] in
                guard let own = properties[name] else {
                    return ["\(place).\(name) is not described"]
                }
                return problems(value, own, "\(place).\(name)")
            }
    }

    private func kind(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .flag: "boolean"
        case .number: "integer"
        case .text: "string"
        case .list: "array"
        case .object: "object"
        }
    }

    private func text(_ value: JSON) -> String? {
        switch value {
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): String(number)
        default: nil
        }
    }
}

extension JSON {
    fileprivate init(_ node: Node) {
        switch node {
        case .mapping(let mapping):
            let members = mapping.map { ($0.key.string ?? "", JSON($0.value)) }
            self = .object(Dictionary(uniqueKeysWithValues: members))
        case .sequence(let sequence): self = .list(sequence.map { JSON($0) })
        default: self = .text(node.string ?? "")
        }
    }
}
