internal import PuertoCore

/// The keys of one file. The first one is current; the others only open secrets sealed before.
package struct KeyRing: Sendable {
    package let purpose: KeyPurpose
    package let keys: [NamedKey]

    /// Throws `invalid` for no key at all, and for a key that is there twice.
    package init(_ purpose: KeyPurpose, _ keys: [NamedKey]) throws {
        guard !keys.isEmpty else { throw KeyRing.bad("it holds no key") }
        for (index, key) in keys.enumerated() {
            for other in keys[..<index] where other.id == key.id || other.secret == key.secret {
                throw KeyRing.bad("'\(key.id)' is there twice")
            }
        }
        self.purpose = purpose
        self.keys = keys
    }

    package func key(_ id: String) -> NamedKey? { keys.first { $0.id == id } }
}

/// The purpose of a key file.
package enum KeyPurpose: String, CaseIterable, Sendable {
    /// Opens credentials. Only the operator has it.
    case master
    /// Opens the secrets that programs sign their requests with, and no credential. Only the
    /// operator has it.
    case web
    /// Signs audit checkpoints (Ed25519). Only the operator has it.
    case signing
    /// Signs the current epoch of the history (Ed25519). Only the operator has it, and no backup.
    case history

    /// The purposes whose keys belong to a database for as long as it lives.
    package static let lasting: [KeyPurpose] = [.master, .web, .signing]

    /// The file's path in the workspace.
    package var file: String { "keys/\(rawValue).key" }
}

/// A key of 32 bytes with its name.
package struct NamedKey: Sendable {
    package let id: String
    let secret: Secret

    /// HKDF of the key, which tells the right key from a wrong one and reveals nothing else.
    package var verifier: [UInt8] { Derivation.hkdf(secret, "puerto/verifier/v1").reveal() }
}

extension KeyRing {
    /// Reads lines of `<name> <base64url of 32 bytes>`. Throws `invalid` with the line's number,
    /// never with its text.
    package init(_ purpose: KeyPurpose, parsing bytes: [UInt8]) throws {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let keys = try lines.enumerated().map { index, line in
            try KeyRing.key(line, index + 1, purpose)
        }
        try self.init(purpose, keys)
    }

    /// The lines as `init(_:parsing:)` reads them.
    package var text: Secret {
        Secret(
            keys.map { "\($0.id) \(Base64.url.encode($0.secret.reveal()))\n" }.joined())
    }

    /// Returns a ring with a new current key, named after the last one.
    package func rotated() throws -> KeyRing {
        let last = keys.compactMap { Int($0.id.dropFirst()) }.max() ?? 0
        return try KeyRing(purpose, [.random("k\(last + 1)")] + keys)
    }

    package func without(_ id: String) throws -> KeyRing {
        try KeyRing(purpose, keys.filter { $0.id != id })
    }

    /// Makes a ring of one new key.
    package static func make(_ purpose: KeyPurpose, named name: String = "k1") throws -> KeyRing {
        try KeyRing(purpose, [.random(name)])
    }
}

extension NamedKey {
    static func random(_ id: String) -> NamedKey {
        NamedKey(id: id, secret: Secret(Random.bytes(32)))
    }
}

extension KeyRing {
    private static func key(_ line: ArraySlice<UInt8>, _ number: Int, _ purpose: KeyPurpose) throws
        -> NamedKey
    {
        guard line.last != 0x0D else {
            throw bad("line \(number) ends in CR LF", "write its lines with LF alone")
        }
        let space = line.firstIndex(of: 0x20) ?? line.endIndex
        let name = String(decoding: line[..<space], as: UTF8.self)
        guard isName(line[..<space], purpose) else {
            throw bad("line \(number) does not begin with a key's name")
        }
        let text = line[space...].dropFirst()
        guard let bytes = Base64.url.decode(text) else {
            throw bad("key '\(name)' is not canonical base64url")
        }
        guard bytes.count == 32 else { throw bad("key '\(name)' has \(bytes.count) bytes, not 32") }
        guard bytes.contains(where: { $0 != 0 }) else { throw bad("key '\(name)' is all zeros") }
        return NamedKey(id: name, secret: Secret(bytes))
    }

    /// True for `k1`, `k2` …, and for `e1`, `e2` … of epochs. A signing key is named after the agency, since signatures name it.
    private static func isName(_ bytes: ArraySlice<UInt8>, _ purpose: KeyPurpose) -> Bool {
        guard purpose != .signing else {
            return (try? Slug(String(decoding: bytes, as: UTF8.self))) != nil
        }
        let number = Int(canonicalDigits: bytes.dropFirst(), upTo: 6) ?? 0
        let letter = purpose == .history ? UInt8(ascii: "e") : UInt8(ascii: "k")
        return bytes.first == letter && number > 0
    }

    private static func bad(_ what: String, _ hint: String = "restore the file from its backup")
        -> PuertoError
    {
        PuertoError(.invalid, what, hint: hint)
    }
}
