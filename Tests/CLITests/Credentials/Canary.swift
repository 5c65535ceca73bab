import Foundation

/// Searches for known secrets in every spelling.
struct Canary {
    let secrets: [String]

    /// The names of the texts that hold a secret.
    func found(in texts: [String: Data]) -> [String] {
        texts.flatMap { name, bytes in
            spellings.compactMap { bytes.range(of: $0.bytes) == nil ? nil : "\(name): \($0.name)" }
        }.sorted()
    }

    private var spellings: [(name: String, bytes: Data)] {
        secrets.flatMap { secret -> [(String, Data)] in
            let bytes = Data(secret.utf8)
            let plain: [(String, Data)] = [
                ("as it is", bytes),
                ("hex", Data(bytes.map { String(format: "%02x", $0) }.joined().utf8)),
                ("UTF-16", secret.data(using: .utf16LittleEndian) ?? bytes),
                ("percent", Data(bytes.map { String(format: "%%%02X", $0) }.joined().utf8)),
                ("backwards", Data(bytes.reversed())),
            ]
            // Base64 of the secret inside a longer text, at every offset: the letters that depend
            // only on the secret.
            let base64 = (0..<3).flatMap { offset -> [(String, Data)] in
                let text = (Data(count: offset) + bytes).base64EncodedString()
                let inner = String(text.dropFirst(4).dropLast(4))
                let url = inner.replacing("+", with: "-").replacing("/", with: "_")
                return [("base64", Data(inner.utf8)), ("base64url", Data(url.utf8))]
            }
            return plain + base64
        }
    }
}
