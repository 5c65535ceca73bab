extension Compiler {
    /// Writes the destination of a link or an image, or a hole for it.
    mutating func writeDestination(of node: Node, isImage: Bool) {
        let destination = node.destination
        if source.features.contains(.markers), let parts = parts(of: destination) {
            writeParts(parts, node, isImage: isImage)
        } else {
            writeDestination(destination, node, isImage: isImage)
        }
    }
}

extension Compiler {
    /// Writes a destination without placeholders: a hole when it is relative, nothing when it could
    /// run a script and HTML is not allowed.
    private mutating func writeDestination(
        _ destination: UnsafeBufferPointer<UInt8>, _ node: Node, isImage: Bool
    ) {
        guard options.allowsHTML || !Destination.isDangerous(destination) else { return }
        guard Destination.isRelative(destination) else {
            return out.append(destination: destination)
        }
        let link = MarkdownDocument.Link(
            destination: String(decoding: destination, as: UTF8.self), line: lines.line(of: node),
            isImage: isImage)
        out.appendHole(.link, links.add(link))
    }

    private mutating func writeParts(_ parts: [Destination.Part], _ node: Node, isImage: Bool) {
        if parts.count == 1, case .bytes(let bytes) = parts[0] {
            bytes.withUnsafeBufferPointer { writeDestination($0, node, isImage: isImage) }
        } else {
            out.appendHole(.destination, links.add(Destination(parts: parts)))
        }
    }

    /// The pieces of a destination with markers in it; `nil` without.
    private mutating func parts(of destination: UnsafeBufferPointer<UInt8>) -> [Destination.Part]? {
        guard let sign = source.sign else { return nil }
        var parts: [Destination.Part] = []
        var plain: [UInt8] = []
        var hasMarker = false
        var index = 0
        while index < destination.count {
            guard destination[index] == MarkerSign.lead,
                let found = sign.read(destination, at: index), found.number < source.markers.count
            else {
                plain.append(destination[index])
                index += 1
                continue
            }
            hasMarker = true
            index = found.end
            let marker = source.markers[found.number]
            guard marker.kind == .placeholder else {
                plain += literal(marker)
                continue
            }
            if !plain.isEmpty { parts.append(.bytes(plain)) }
            plain = []
            parts.append(.use(placeholders.use(of: found.number, in: source, lines)))
        }
        guard hasMarker else { return nil }
        if !plain.isEmpty || parts.isEmpty { parts.append(.bytes(plain)) }
        return parts
    }

    /// The bytes that a marker without a value stands for in a destination.
    private func literal(_ marker: Marker) -> [UInt8] {
        switch marker.kind {
        case .tilde: [UInt8(ascii: "~")]
        case .literalBraces: Array("{{".utf8) + source.original[marker.name] + "}}".utf8
        case .escapedPlaceholder: Array(source.original[marker.source].dropFirst())
        case .placeholder, .footnote: Array(source.original[marker.source])
        }
    }
}
