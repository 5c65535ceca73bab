internal import Hypertext

/// The values and destinations of one rendering; with `nil` they are printed as written.
struct Filling {
    let document: MarkdownDocument
    let values: [MarkdownDocument.Value]?
    let destinations: [String]?

    func fill(_ hole: Hole, into out: inout HTML) {
        switch hole.kind {
        case .text: fillText(hole.index, into: &out)
        case .attribute:
            if let value = value(of: hole.index) {
                out.append(escaping: value.text)
            } else {
                out.append(raw: spelling(of: hole.index))
            }
        case .link: fillLink(hole.index, into: &out)
        case .destination: fillDestination(document.destinations[hole.index], into: &out)
        }
    }
}

extension Filling {
    private func value(of use: Int) -> MarkdownDocument.Value? {
        guard let values, document.uses[use].name < values.count else { return nil }
        return values[document.uses[use].name]
    }

    private func spelling(of use: Int) -> String {
        document.uses[use].spelling(document.names[document.uses[use].name])
    }

    private func fillText(_ use: Int, into out: inout HTML) {
        guard let value = value(of: use) else {
            return out.append(raw: spelling(of: use))
        }
        out.append(raw: "<span class=\"value")
        if !value.isKnown { out.append(raw: " missing") }
        if document.labelsValues {
            out.append(raw: "\" title=\"")
            out.append(raw: document.names[document.uses[use].name])
        }
        out.append(raw: "\">")
        out.append(escaping: value.text)
        out.append(raw: "</span>")
    }

    private func fillLink(_ index: Int, into out: inout HTML) {
        var destination = document.links[index].destination
        if let destinations, index < destinations.count { destination = destinations[index] }
        destination.withUTF8 { append(destination: $0, into: &out) }
    }

    private func fillDestination(_ destination: Destination, into out: inout HTML) {
        var whole = ByteBuffer(capacity: 128)
        for part in destination.parts {
            switch part {
            case .bytes(let bytes): bytes.withUnsafeBufferPointer { whole.append($0) }
            case .use(let use):
                if let value = value(of: use) {
                    // The stand-in for a missing value is no address: `#` leads nowhere.
                    guard value.isKnown else { return out.append(raw: "#") }
                    whole.append(text: value.text)
                } else {
                    whole.append(text: spelling(of: use))
                }
            }
        }
        // Values are not written by the author, so this also holds where raw HTML is allowed.
        guard !Destination.isDangerous(whole.bytes) else { return }
        append(destination: whole.bytes, into: &out)
    }

    private func append(destination: UnsafeBufferPointer<UInt8>, into out: inout HTML) {
        var escaped = ByteBuffer(capacity: destination.count + 16)
        escaped.append(destination: destination)
        out.append(raw: escaped.bytes)
    }
}
