internal import PuertoCore

/// A JSON object (RFC 8259) as it is written, member by member. An encoder that looks for what each
/// type can do takes longer than everything else a small answer needs.
struct JSONObject: Sendable {
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// Closed; nothing is added to it any more.
    var text: [UInt8] { bytes + [UInt8(ascii: "}")] }

    mutating func add(_ name: StaticString, _ text: String) {
        begin(name)
        JSONString.append(text, to: &bytes)
    }

    mutating func add(_ name: StaticString, _ number: Int) {
        begin(name)
        bytes += Array(String(number).utf8)
    }

    mutating func add(_ name: StaticString, _ flag: Bool) {
        begin(name)
        bytes += Array((flag ? "true" : "false").utf8)
    }

    mutating func add(_ name: StaticString, _ object: JSONObject) {
        begin(name)
        bytes += object.text
    }

    mutating func add(_ name: StaticString, _ objects: [JSONObject]) {
        list(name, objects.map(\.text))
    }

    mutating func add(_ name: StaticString, _ texts: [String]) {
        list(name, texts.map(JSONString.bytes))
    }

    /// What is not there is left out.
    mutating func add(_ name: StaticString, _ text: String?) {
        if let text { add(name, text) }
    }

    mutating func add(_ name: StaticString, _ number: Int?) {
        if let number { add(name, number) }
    }
}

extension JSONObject {
    private mutating func begin(_ name: StaticString) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
    }

    private mutating func list(_ name: StaticString, _ items: [[UInt8]]) {
        begin(name)
        bytes.append(UInt8(ascii: "["))
        bytes += Array(items.joined(separator: [UInt8(ascii: ",")]))
        bytes.append(UInt8(ascii: "]"))
    }
}

/// What an answer can be written as; names are those of openapi.yaml.
protocol JSONView {
    var json: JSONObject { get }
}

extension JSONObject: JSONView {
    var json: JSONObject { self }
}
