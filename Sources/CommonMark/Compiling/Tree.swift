internal import CCMark

/// Owns one parsed tree.
final class Tree {
    /// `nil` when cmark returns no tree.
    let root: Node?

    /// Parses `prelude` and then `source`, as one document.
    init(prelude: [UInt8] = [], _ source: [UInt8], isValidUTF8: Bool) {
        // Without this option cmark does not count the lines inside code spans and tags.
        var options = CMARK_OPT_SOURCEPOS
        if !isValidUTF8 { options |= CMARK_OPT_VALIDATE_UTF8 }
        guard let parser = cmark_parser_new_with_mem(options, Arena.enter()) else {
            root = nil
            return
        }
        Self.feed(prelude, to: parser)
        Self.feed(source, to: parser)
        root = cmark_parser_finish(parser).map(Node.init)
        cmark_parser_free(parser)
    }

    deinit {
        // The arena frees all nodes at once.
        Arena.leave()
    }

    private static func feed(_ bytes: [UInt8], to parser: OpaquePointer) {
        bytes.withUnsafeBytes { raw in
            guard let start = raw.baseAddress, raw.count > 0 else { return }
            cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), raw.count)
        }
    }
}
