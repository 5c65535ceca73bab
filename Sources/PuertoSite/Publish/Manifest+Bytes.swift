internal import PuertoCore

extension Manifest {
    /// The number that stands at the beginning. It changes whenever the layout does.
    private static let version: UInt64 = {
        var print = Fingerprint(Array("puerto manifest 4".utf8))
        for size in [
            MemoryLayout<Origin>.size, MemoryLayout<FileEntry>.stride,
            MemoryLayout<NodeEntry>.stride, MemoryLayout<PageEntry>.stride,
            MemoryLayout<WarningEntry>.stride, MemoryLayout<TextEntry>.stride,
        ] { print.add(size) }
        return print.value
    }()

    /// Reads a manifest; `nil` when there is none, when it is damaged, or when another version
    /// wrote it.
    init?(readingFrom file: String) throws {
        guard var reader = try SealedReader(file),
            reader.value(UInt64.self) == Manifest.version,
            let origin = reader.array(Origin.self), let first = origin.first,
            let runbooks = reader.array(FileEntry.self), let notes = reader.array(FileEntry.self),
            let nodes = reader.array(NodeEntry.self), let pages = reader.array(PageEntry.self),
            let details = reader.array(UInt32.self),
            let warnings = reader.array(WarningEntry.self),
            let mentions = reader.array(TextEntry.self), let texts = reader.array(UInt8.self),
            reader.isGood()
        else { return nil }
        self.init(
            origin: first, runbooks: runbooks, notes: notes, nodes: nodes, pages: pages,
            details: details, warnings: warnings, mentions: mentions, texts: texts)
    }

    /// Replaces the file atomically: writes a new one beside it and renames that.
    func write(to file: String) throws {
        var writer = try SealedWriter(file + ".new")
        writer.add(Manifest.version)
        writer.add([origin])
        writer.add(runbooks)
        writer.add(notes)
        writer.add(nodes)
        writer.add(pages)
        writer.add(details)
        writer.add(warnings)
        writer.add(mentions)
        writer.add(texts)
        try writer.finish()
        try Disk.move(file + ".new", to: file)
    }
}
