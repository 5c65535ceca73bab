internal import FoundationEssentials
internal import GRDB

// GRDB's blobs are `Data`; everywhere else bytes are an array.

extension [UInt8] {
    var blob: Data { Data(self) }
}

extension Row {
    func bytes(_ column: String) throws -> [UInt8] {
        try withUnsafeData(named: column) { $0.map { Array($0) } ?? [] }
    }
}
