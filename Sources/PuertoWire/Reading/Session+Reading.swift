internal import PuertoCore

extension FoundSession {
    init(_ reader: inout JSONReader) throws {
        var session: Session?
        var passkeys: Int?
        try reader.object { name, reader in
            switch name {
            case "session": session = try Session(&reader)
            case "passkeys": passkeys = try reader.number()
            default: throw reader.unknown
            }
        }
        self.init(session, passkeys: try reader.needed(passkeys))
    }
}

extension Session {
    fileprivate init(_ reader: inout JSONReader) throws {
        var name: Slug?
        var role: Role?
        var createdAt: Int?
        var digest: [UInt8]?
        try reader.object { member, reader in
            switch member {
            case "name": name = try Slug(reader.string())
            case "role": role = Role(rawValue: try reader.string())
            case "createdAt": createdAt = try reader.number()
            case "digest":
                digest = try reader.list { try $0.needed(UInt8(exactly: try $0.number())) }
            default: throw reader.unknown
            }
        }
        self.init(
            name: try reader.needed(name), role: try reader.needed(role),
            createdAt: try reader.needed(createdAt), digest: try reader.needed(digest))
    }
}
