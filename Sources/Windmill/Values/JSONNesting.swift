/// The depth to which arrays and objects of a JSON text contain each other.
enum JSONNesting {
    /// More than an app or a flow has, and far less than a decoder's stack holds.
    static let limit = 128

    /// Tells whether no bracket is open at more than `limit` levels. It reads each byte once and
    /// keeps one number, so that it can run before a decoder, which calls itself for every level. A
    /// bracket in a string counts for nothing; whether the text is JSON is not looked at.
    static func isBounded(_ bytes: [UInt8], limit: Int = limit) -> Bool {
        var depth = 0
        var isString = false
        var isEscaped = false
        for byte in bytes {
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                guard depth <= limit else { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return true
    }
}
