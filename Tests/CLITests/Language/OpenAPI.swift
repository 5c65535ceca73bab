import Foundation
import TestSupport
import Testing
import Yams

/// The schemas of openapi.yaml, as far as answers need them.
struct OpenAPI {
    private let schemas: [String: [String: Any]]

    init() {
        let file = Repository.root.appending(path: "Sources/PuertoHook/openapi.yaml")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let root = (try? Yams.load(yaml: text)) as? [String: Any]
        let components = root?["components"] as? [String: Any]
        schemas = components?["schemas"] as? [String: [String: Any]] ?? [:]
    }

    func properties(_ name: String) -> [String: [String: Any]] {
        schemas[name]?["properties"] as? [String: [String: Any]] ?? [:]
    }

    /// The schemas of every property with this name.
    func everyProperty(_ name: String) -> [[String: Any]] {
        schemas.keys.sorted().compactMap { properties($0)[name] }
    }

    func check(_ value: Any, _ schema: String, _ place: String = "") {
        guard let schema = schemas[schema] else {
            Issue.record("there is no schema '\(schema)'")
            return
        }
        check(value, schema, place)
    }

    func check(_ value: Any, _ schema: [String: Any], _ place: String) {
        for problem in problems(value, schema) { Issue.record("\(place): \(problem)") }
    }
}

extension OpenAPI {
    /// The differences between a value and its schema. A property that is not described is a problem,
    /// whatever JSON Schema allows.
    func problems(_ value: Any, _ schema: [String: Any]) -> [String] {
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
            return problems(value, schemas[String(name)] ?? [:])
        }
        if let words = schema["enum"] as? [String] {
            return words.contains(value as? String ?? "") ? [] : ["\(value) is none of \(words)"]
        }
        switch schema["type"] as? String {
        case "object": return problems(of: value as? [String: Any], schema)
        case "array":
            guard let list = value as? [Any] else { return ["\(value) is no list"] }
            return list.flatMap { problems($0, schema["items"] as? [String: Any] ?? [:]) }
        case "string":
            guard let text = value as? String else { return ["\(value) is no text"] }
            let pattern = schema["pattern"] as? String ?? ""
            let isRight = text.range(of: pattern, options: .regularExpression) != nil
            return pattern.isEmpty || isRight ? [] : ["'\(text)' is not \(pattern)"]
        case "integer":
            return "\(value)".allSatisfy(\.isNumber) ? [] : ["\(value) is no number"]
        case "boolean": return value is Bool ? [] : ["\(value) is neither true nor false"]
        default: return ["\(schema) is not understood"]
        }
    }

    private func problems(of object: [String: Any]?, _ schema: [String: Any]) -> [String] {
        guard let object else { return ["it is no object"] }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let required = schema["required"] as? [String] ?? []
        let missing = required.filter { object[$0] == nil }.map { "'\($0)' is missing" }
        return missing
            + object.flatMap { name, value -> [String] in
                guard let own = properties[name] else { return ["'\(name)' is not described"] }
                return problems(value, own).map { "\(name): \($0)" }
            }
    }
}
