/// Percent-encoding (RFC 3986, 2.1).
package enum PercentEncoding {
    /// Encodes every byte that is neither unreserved nor accepted by `isKept`.
    package static func encoded(
        _ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool = { _ in false }
    ) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.underestimatedCount)
        for byte in bytes {
            if byte.isUnreserved || isKept(byte) {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded.append(Hex.upperDigit(byte >> 4))
                encoded.append(Hex.upperDigit(byte & 15))
            }
        }
        return encoded
    }
}
