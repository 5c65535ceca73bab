extension Compiler {
    /// Writes bytes of the source as `context` has them, with what their markers stand for.
    mutating func write(
        _ bytes: UnsafeBufferPointer<UInt8>, _ context: TextContext, escaped: Bool = false
    ) {
        guard source.features.contains(.markers), let sign = source.sign else {
            return writePlainly(bytes, context, escaped)
        }
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == MarkerSign.lead, let found = sign.read(bytes, at: index),
                found.number < source.markers.count
            else {
                index += 1
                continue
            }
            writePlainly(UnsafeBufferPointer(rebasing: bytes[start..<index]), context, escaped)
            write(markerNumber: found.number, context, escaped)
            index = found.end
            start = index
        }
        writePlainly(bytes.dropping(start), context, escaped)
    }
}

extension Compiler {
    private mutating func writePlainly(
        _ bytes: UnsafeBufferPointer<UInt8>, _ context: TextContext, _ escaped: Bool
    ) {
        if context == .plain || (context == .html && !escaped) {
            out.append(bytes)
        } else {
            out.append(escaping: bytes)
        }
    }

    private mutating func write(
        markerNumber number: Int, _ context: TextContext, _ escaped: Bool
    ) {
        let marker = source.markers[number]
        let isCode = context == .code || context == .codeInAttribute
        let kind: Hole.Kind = context == .text || context == .code ? .text : .attribute
        switch marker.kind {
        case _ where context == .html: writeOriginal(marker.source, context, escaped)
        case .tilde where !isCode: out.append(UInt8(ascii: "~"))
        case .literalBraces:
            out.append("{{")
            writeOriginal(marker.name, context, escaped)
            out.append("}}")
        case .escapedPlaceholder where isCode:
            out.append(UInt8(ascii: "\\"))
            writeHole(kind, number)
        case .escapedPlaceholder:
            writeOriginal(marker.source.dropFirst(), context, escaped)
        case .placeholder where context != .plain && context != .info: writeHole(kind, number)
        case .placeholder, .tilde, .footnote: writeOriginal(marker.source, context, escaped)
        }
    }

    private mutating func writeOriginal(
        _ range: Range<Int>, _ context: TextContext, _ escaped: Bool
    ) {
        source.original.withUnsafeBufferPointer {
            writePlainly(UnsafeBufferPointer(rebasing: $0[range]), context, escaped)
        }
    }

    private mutating func writeHole(_ kind: Hole.Kind, _ marker: Int) {
        out.appendHole(kind, placeholders.use(of: marker, in: source, lines))
    }
}
