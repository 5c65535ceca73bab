internal import Hypertext

/// Finished markup with holes in it.
struct Template: Sendable {
    let bytes: [UInt8]
    let holes: [Hole]
}

extension Template {
    func render(into out: inout HTML, _ filling: Filling) {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for hole in holes {
                out.append(raw: UnsafeBufferPointer(rebasing: bytes[start..<hole.offset]))
                filling.fill(hole, into: &out)
                start = hole.offset
            }
            out.append(raw: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }
}
