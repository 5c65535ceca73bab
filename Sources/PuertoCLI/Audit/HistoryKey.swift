import PuertoCore
import PuertoVault

/// The public key of an epoch as it is printed and given: 32 bytes in base64.
enum HistoryKey {
    static func text(_ key: [UInt8]) -> String { Base64.standard.encode(key) }

    /// Throws `invalid` for any other text.
    static func parse(_ text: String) throws -> [UInt8] {
        guard let key = Base64.standard.decode(text.utf8), key.count == 32 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is no key of a history",
                hint: "puerto init prints one: 44 letters of base64"
            ).spanish(
                "\(PuertoError.quote(text)) no es la clave de un historial",
                hint: "puerto init imprime una: 44 letras en base64")
        }
        return key
    }
}
