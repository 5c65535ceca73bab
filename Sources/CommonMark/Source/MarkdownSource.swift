/// A Markdown file in two parts: YAML front matter between a first line `---` and the next `---`
/// or `...`, and the body.
///
/// A byte order mark is dropped. An opening `---` that is never closed belongs to the body.
package struct MarkdownSource: Sendable {
    package let frontMatter: ArraySlice<UInt8>?
    /// The line of the file on which the front matter's text begins.
    package let frontMatterLine: Int
    package let body: ArraySlice<UInt8>
    /// The line of the file on which the body begins.
    package let bodyLine: Int

    package init(_ bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        frontMatterLine = 2
        guard let end = Self.frontMatterEnd(bytes, from: start) else {
            frontMatter = nil
            body = bytes[start...]
            bodyLine = 1
            return
        }
        frontMatter = bytes[end.matter]
        body = bytes[end.body...]
        bodyLine = end.line
    }

    private static func frontMatterEnd(
        _ bytes: [UInt8], from start: Int
    ) -> (matter: Range<Int>, body: Int, line: Int)? {
        var line = nextLine(bytes, from: start)
        guard bytes[line.content].elementsEqual("---".utf8) else { return nil }
        let matter = line.end
        var number = 2
        while line.end < bytes.count {
            line = nextLine(bytes, from: line.end)
            let content = bytes[line.content]
            if content.elementsEqual("---".utf8) || content.elementsEqual("...".utf8) {
                return (matter..<line.content.lowerBound, line.end, number + 1)
            }
            number += 1
        }
        return nil
    }

    /// The line at `start` without trailing blanks, and the offset of the next one.
    private static func nextLine(
        _ bytes: [UInt8], from start: Int
    ) -> (content: Range<Int>, end: Int) {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r")
        {
            end += 1
        }
        var last = end
        while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
        if end < bytes.count {
            let isPair =
                bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.count
                && bytes[end + 1] == UInt8(ascii: "\n")
            end += isPair ? 2 : 1
        }
        return (start..<last, end)
    }
}
