internal import PuertoCore

extension Reply {
    /// Reads an answer's frame, and the answer by `read`. Refusals are rare: the general coder reads
    /// them.
    static func reading(
        _ frame: [UInt8], _ read: (inout JSONReader) throws -> Answer
    ) throws -> Reply {
        var reader = try JSONReader(frame)
        var found: Answer?
        var isRefusal = false
        do {
            try reader.object { name, reader in
                guard name == "answer" else {
                    isRefusal = true
                    throw reader.bad("no answer")
                }
                // So the general coder writes the value of a case.
                try reader.object { name, reader in
                    guard name == "_0" else { throw reader.unknown }
                    found = try read(&reader)
                }
            }
        } catch let fault as JSONReader.Fault {
            guard isRefusal else { throw fault }
            return try WireCoder.read(Reply.self, from: frame)
        }
        try reader.end()
        return .answer(try reader.needed(found))
    }
}

extension JSONReader {
    var unknown: Fault { bad("an unknown member") }
}
