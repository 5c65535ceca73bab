import Foundation

extension OutputOptions {
    /// Keys in alphabetical order, so that two outputs can be compared.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileDescriptorOutput.standard.write(Array(encoder.encode(value)) + [0x0A])
    }
}
