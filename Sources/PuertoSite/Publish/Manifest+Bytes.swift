internal import PuertoCore

extension Manifest {
    /// Changes whenever the layout does.
    private static let version: String = {
        let sizes = [
            MemoryLayout<Origin>.size, MemoryLayout<FileEntry>.stride,
            MemoryLayout<NodeEntry>.stride, MemoryLayout<PageEntry>.stride,
            MemoryLayout<WarningEntry>.stride, MemoryLayout<TextEntry>.stride,
        ]
        return "puerto manifest 3 \(sizes.map(String.init).joined(separator: " "))\n"
    }()

    /// `nil` when there is none, when it is damaged, or when another version wrote it.
    init?(readingFrom file: String) throws {
        guard let bytes = try Disk.readIfThere(file) else { return nil }
        self.init(bytes)
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count > Manifest.version.utf8.count + 8,
            bytes.starts(with: Manifest.version.utf8)
        else { return nil }
        let seal = Fingerprint(slice: bytes, bytes.count - 8)
        var reader = Reader(bytes: bytes, position: Manifest.version.utf8.count)
        let written: UInt64? = Reader(bytes: bytes, position: bytes.count - 8).peek()
        guard written == seal.value, let origin: Origin = reader.value(),
            let runbooks: [FileEntry] = reader.array(), let notes: [FileEntry] = reader.array(),
            let nodes: [NodeEntry] = reader.array(), let pages: [PageEntry] = reader.array(),
            let details: [UInt32] = reader.array(), let warnings: [WarningEntry] = reader.array(),
            let mentions: [TextEntry] = reader.array(), let texts: [UInt8] = reader.array(),
            reader.position == bytes.count - 8
        else { return nil }
        self.init(
            origin: origin, runbooks: runbooks, notes: notes, nodes: nodes, pages: pages,
            details: details, warnings: warnings, mentions: mentions, texts: texts)
    }

    /// Writes it whole: beside the old one, then in its place.
    func write(to file: String) throws {
        try Disk.write(file + ".new", bytes)
        try Disk.move(file + ".new", to: file)
    }

    private var bytes: [UInt8] {
        var bytes = Array(Manifest.version.utf8)
        bytes.reserveCapacity(
            texts.count + details.count * 4 + pages.count * 80 + nodes.count * 24
                + (runbooks.count + notes.count) * 56 + 4096)
        bytes.append(contentsOf: withUnsafeBytes(of: origin) { Array($0) })
        Manifest.append(runbooks, to: &bytes)
        Manifest.append(notes, to: &bytes)
        Manifest.append(nodes, to: &bytes)
        Manifest.append(pages, to: &bytes)
        Manifest.append(details, to: &bytes)
        Manifest.append(warnings, to: &bytes)
        Manifest.append(mentions, to: &bytes)
        Manifest.append(texts, to: &bytes)
        let seal = Fingerprint(slice: bytes, bytes.count).value
        bytes.append(contentsOf: withUnsafeBytes(of: seal) { Array($0) })
        return bytes
    }

    private static func append<Entry: BitwiseCopyable>(_ array: [Entry], to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt64(array.count)) { bytes.append(contentsOf: $0) }
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}

extension Fingerprint {
    /// Of the first `count` bytes.
    fileprivate init(slice bytes: [UInt8], _ count: Int) {
        self.init()
        bytes.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
}

/// Takes values off a row of bytes; `nil` where there are too few.
private struct Reader {
    let bytes: [UInt8]
    var position: Int

    func peek<Value: BitwiseCopyable>() -> Value? {
        let size = MemoryLayout<Value>.size
        guard position + size <= bytes.count else { return nil }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Value.self) }
    }

    mutating func value<Value: BitwiseCopyable>() -> Value? {
        guard let value: Value = peek() else { return nil }
        position += MemoryLayout<Value>.size
        return value
    }

    mutating func array<Entry: BitwiseCopyable>() -> [Entry]? {
        guard let count: UInt64 = value(), count <= UInt64(bytes.count) else { return nil }
        let size = Int(count) * MemoryLayout<Entry>.stride
        guard position + size <= bytes.count else { return nil }
        let source = position
        position += size
        return [Entry](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
            bytes.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[source..<source + size]))
            }
            filled = Int(count)
        }
    }
}
