/// Any JSON value. `true` is not a number, and `1` is not a boolean.
enum JSON: Decodable, Hashable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    subscript(_ name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    var number: Int? { if case .number(let number) = self { number } else { nil } }

    var members: [String: JSON] {
        if case .object(let members) = self { members } else { [:] }
    }

    var list: [JSON] { if case .list(let list) = self { list } else { [] } }
}
