internal import CQREncode
internal import Hypertext

/// A QR code (ISO/IEC 18004) of a text, as a drawing.
struct QRCode {
    /// The number of modules on a side.
    let width: Int
    private let modules: [UInt8]

    /// Makes a code with error correction M, which is enough for a photograph of a printed page.
    /// `nil` for a text that no code holds.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: width * width))
    }

    func isDark(_ x: Int, _ y: Int) -> Bool { modules[y * width + x] & 1 == 1 }

    /// Draws the code black on white whatever the page's colours, since cameras expect that; four
    /// modules of white around it belong to the code.
    func svg(title: String) -> HTML {
        let side = width + 8
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                guard isDark(x, y) else {
                    x += 1
                    continue
                }
                let start = x
                while x < width, isDark(x, y) { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return """
            <svg class="qr" viewBox="0 0 \(side) \(side)" role="img" aria-label="\(title)" shape-rendering="crispEdges">\
            <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }
}
