import Foundation
import PuertoCore
import Testing

@testable import PuertoVault

/// A file of Project Wycheproof.
private struct WycheproofFile<Group: Decodable>: Decodable {
    let testGroups: [Group]
}

/// Known answers, as files.
enum Vectors {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Vectors")

    /// Values of one of Puerto's own formats, made by an independent implementation.
    static func puerto<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let data = try Data(contentsOf: folder.appending(path: "puerto.json"))
        let all = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let part = try JSONSerialization.data(withJSONObject: #require(all[name]))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: part)
    }

    /// A file of Project Wycheproof: a few cases here, all of them from the folder that
    /// `PUERTO_WYCHEPROOF` names.
    static func wycheproof<Group: Decodable>(_ name: String, _ group: Group.Type) throws -> [Group]
    {
        let whole = ProcessInfo.processInfo.environment["PUERTO_WYCHEPROOF"].map {
            URL(filePath: $0)
        }
        let file = (whole ?? folder).appending(path: "\(name)_test.json")
        return try JSONDecoder().decode(WycheproofFile<Group>.self, from: Data(contentsOf: file))
            .testGroups
    }
}

extension [UInt8] {
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }

    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

extension Secret {
    init(hex: String) { self.init([UInt8](hex: hex)) }
    var hex: String { reveal().hex }
}
