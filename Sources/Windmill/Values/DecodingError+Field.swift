extension DecodingError {
    /// The JSON path of what is missing or wrong, such as `checks.workers`. It ends in `…` before
    /// the first key that this module does not declare: the server chose that one, and it may be a
    /// secret.
    var field: String {
        let path: [any CodingKey]
        switch self {
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            path = context.codingPath
        @unknown default: path = []
        }
        let known = path.prefix { $0.isIndex || $0.isDeclaredHere }
        let names = known.map { $0.intValue.map(String.init) ?? $0.stringValue }
        let shown = names + (known.count < path.count ? ["…"] : [])
        return shown.isEmpty ? "body" : shown.joined(separator: ".")
    }
}

extension CodingKey {
    fileprivate var isIndex: Bool { intValue != nil && !isDeclaredHere }

    /// True when the key's type is one of this module's `CodingKeys`, and none of a decoder's own,
    /// which can have any text.
    fileprivate var isDeclaredHere: Bool {
        String(reflecting: type(of: self)).hasPrefix("Windmill.")
    }
}
