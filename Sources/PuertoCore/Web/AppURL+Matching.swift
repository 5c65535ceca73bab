extension AppURL {
    /// Whether an address may be one of a tenant's application, or of a page in it: what the
    /// template says, with any slug, port and host. Host names are compared without case.
    package func covers(_ address: String) -> Bool {
        AppURL.matches(Array(address.utf8).map(AppURL.lowered)[...], parts[...])
    }

    /// Whether an address is that of this tenant's application, or of a page in it.
    package func leads(_ address: String, to tenant: Tenant, host: Host?) -> Bool {
        let own = Array(url(of: tenant, host: host).utf8).map(AppURL.lowered)
        let bytes = Array(address.utf8).map(AppURL.lowered)
        return bytes.starts(with: own) && AppURL.isEnd(bytes.dropFirst(own.count))
    }

    /// Whether the bytes begin with the parts, and the application's address ends there.
    private static func matches(_ bytes: ArraySlice<UInt8>, _ parts: ArraySlice<Part>) -> Bool {
        guard let part = parts.first else { return isEnd(bytes) }
        let rest = parts.dropFirst()
        let stands: (UInt8) -> Bool
        switch part {
        case .text(let text):
            // The address has no slash at its end, or one.
            let isLast = rest.isEmpty && text.utf8.last == UInt8(ascii: "/")
            let own = (isLast ? text.utf8.dropLast() : text.utf8[...]).map(lowered)
            return bytes.starts(with: own) && matches(bytes.dropFirst(own.count), rest)
        case .port: stands = { (0x30...0x39).contains($0) }
        case .slug: stands = { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        case .host: stands = { $0.isAlphanumeric || "-._:[]".utf8.contains($0) }
        }
        // The longest value first: a shorter one is tried where the rest does not fit.
        var value = bytes.prefix(while: stands)
        while !value.isEmpty {
            if matches(bytes[value.endIndex...], rest) { return true }
            value = value.dropLast()
        }
        return false
    }

    private static func isEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first.map { "/?#".utf8.contains($0) } ?? true
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
