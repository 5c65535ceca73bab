extension Compiler {
    mutating func writeCode(_ node: Node) {
        out.startLine()
        let info = node.info
        let end = info.firstIndex { $0.isCellBlank || $0 == 0x0A || $0 == 0x0D } ?? info.count
        let language = UnsafeBufferPointer(rebasing: info[..<end])
        if !options.isBare { writeCodeStart(language) }
        out.append(options.isBare ? "<pre><code" : "<pre tabindex=\"0\"><code")
        if !language.isEmpty {
            out.append(" class=\"language-")
            write(language, .info)
            out.append("\"")
        }
        out.append(">")
        write(node.literal, .code)
        out.append(options.isBare ? "</code></pre>\n" : "</code></pre></div>\n")
    }

    /// The button stays hidden until the page's script gives it something to do.
    private mutating func writeCodeStart(_ language: UnsafeBufferPointer<UInt8>) {
        out.append("<div class=\"code\">")
        if !language.isEmpty {
            out.append("<span class=\"lang\">")
            write(language, .info)
            out.append("</span>")
        }
        out.append("<button type=\"button\" class=\"copy\" hidden>")
        out.append(escaping: options.wording.copy)
        out.append("</button>")
    }
}
