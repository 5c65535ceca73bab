/// A JSON object (RFC 8259) that is written member by member. An encoder that asks each type what it
/// can do takes longer than all the rest of a small answer.
package struct JSONObject: Sendable {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    package init() {}

    /// The object as JSON text, closed.
    package var text: [UInt8] { bytes + [UInt8(ascii: "}")] }

    package mutating func add(_ name: StaticString, _ text: String) {
        begin(name)
        JSONString.append(text, to: &bytes)
    }

    package mutating func add(_ name: StaticString, _ number: Int) {
        begin(name)
        bytes += Array(String(number).utf8)
    }

    package mutating func add(_ name: StaticString, _ flag: Bool) {
        begin(name)
        bytes += Array((flag ? "true" : "false").utf8)
    }

    package mutating func add(_ name: StaticString, _ object: JSONObject) {
        begin(name)
        bytes += object.text
    }

    package mutating func add(_ name: StaticString, _ objects: [JSONObject]) {
        list(name, objects.map(\.text))
    }

    package mutating func add(_ name: StaticString, _ texts: [String]) {
        list(name, texts.map(JSONString.bytes))
    }

    /// A value that is missing is left out.
    package mutating func add(_ name: StaticString, _ text: String?) {
        if let text { add(name, text) }
    }

    package mutating func add(_ name: StaticString, _ number: Int?) {
        if let number { add(name, number) }
    }

    /// A time in seconds since 1970 is written as RFC 3339 has it, in UTC; a missing one is left out.
    package mutating func add(_ name: StaticString, time seconds: Int?) {
        if let seconds { add(name, Timestamp.text(seconds)) }
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
