/// Writes a template: markup, and the holes in it.
struct TemplateWriter: ~Copyable {
    private var markup: ByteBuffer
    private var holes: [Hole] = []

    /// A place in the template that has been written so far.
    struct Mark {
        fileprivate let byteCount: Int
        fileprivate let holeCount: Int
    }

    init(capacity: Int) { markup = ByteBuffer(capacity: capacity) }
}

extension TemplateWriter {
    /// The whole template.
    var template: Template { Template(bytes: markup.array, holes: holes) }

    /// The current end.
    var mark: Mark { Mark(byteCount: markup.count, holeCount: holes.count) }

    /// The part since `mark` as a template of its own.
    func template(from mark: Mark) -> Template {
        let bytes = Array(markup.bytes.dropping(mark.byteCount))
        guard holes.count > mark.holeCount else { return Template(bytes: bytes, holes: []) }
        return Template(
            bytes: bytes,
            holes: holes[mark.holeCount...].map {
                Hole(offset: $0.offset - mark.byteCount, kind: $0.kind, index: $0.index)
            })
    }

    /// The markup since `mark` as text; its holes are left out.
    func text(from mark: Mark) -> String {
        String(decoding: markup.bytes.dropping(mark.byteCount), as: UTF8.self)
    }

    /// Removes everything since `mark`.
    mutating func truncate(to mark: Mark) {
        holes.removeLast(holes.count - mark.holeCount)
        markup.truncate(to: mark.byteCount)
    }

    mutating func appendHole(_ kind: Hole.Kind, _ index: Int) {
        holes.append(Hole(offset: markup.count, kind: kind, index: index))
    }

    /// Begins a new line unless one has just begun. A hole counts as text.
    mutating func startLine() {
        let isInLine =
            markup.last != UInt8(ascii: "\n") || holes.last?.offset == markup.count
        if isInLine, markup.count > 0 { markup.append(UInt8(ascii: "\n")) }
    }
}

extension TemplateWriter {
    @inline(__always)
    mutating func append(_ byte: UInt8) { markup.append(byte) }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) { markup.append(bytes) }

    @inline(__always)
    mutating func append(_ literal: StaticString) { markup.append(literal) }

    @inline(__always)
    mutating func append(_ number: Int) { markup.append(number) }

    @inline(__always)
    mutating func append(text: String) { markup.append(text: text) }

    @inline(__always)
    mutating func append(escaping text: String) { markup.append(escaping: text) }

    @inline(__always)
    mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        markup.append(escaping: text)
    }

    @inline(__always)
    mutating func append(destination: UnsafeBufferPointer<UInt8>) {
        markup.append(destination: destination)
    }
}
