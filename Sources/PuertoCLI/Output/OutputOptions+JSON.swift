import Foundation
import PuertoCore

extension OutputOptions {
    /// Prints a record, with the names and formats that the hook uses too.
    func printJSON(_ view: some JSONView) throws { try printJSON(text: view.json.text) }

    /// Prints a list of records.
    func printJSON(_ views: [some JSONView]) throws {
        let items = views.map(\.json.text).joined(separator: [UInt8(ascii: ",")])
        try printJSON(text: [UInt8(ascii: "[")] + items + [UInt8(ascii: "]")])
    }

    /// Prints a report that no other program of Puerto gives.
    func printJSON(_ report: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileDescriptorOutput.standard.write(Array(encoder.encode(report)) + [0x0A])
    }

    /// Writes keys in alphabetical order, so that two outputs can be compared.
    private func printJSON(text: [UInt8]) throws {
        let value = try JSONSerialization.jsonObject(with: Data(text))
        let pretty = try JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try FileDescriptorOutput.standard.write(Array(pretty) + [0x0A])
    }
}
