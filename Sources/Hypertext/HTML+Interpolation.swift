extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(raw: Array(value.utf8)) }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.html }

    /// Collects the pieces of one literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        var html = HTML()

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 32 + 32)
        }

        package mutating func appendLiteral(_ literal: String) { html.append(raw: literal) }

        package mutating func appendInterpolation(_ text: String) { html.append(escaping: text) }

        package mutating func appendInterpolation(_ text: Substring) {
            html.append(escaping: String(text))
        }

        package mutating func appendInterpolation(_ number: Int) { html.append(number) }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            html.append(raw: String(number))
        }

        package mutating func appendInterpolation(_ markup: HTML) { html.append(markup) }

        /// Appends nothing for `nil`.
        package mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { html.append(markup) }
        }

        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { html.append(piece) }
        }

        /// Appends markup as it is; the caller is responsible for it.
        package mutating func appendInterpolation(raw markup: String) { html.append(raw: markup) }

        /// Appends markup as it is; the caller is responsible for it.
        package mutating func appendInterpolation(raw markup: [UInt8]) { html.append(raw: markup) }
    }
}
