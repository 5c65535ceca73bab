internal import Glibc
internal import PuertoCore

/// Writes arrays to a new file as they lie in memory, followed by a checksum.
struct SealedWriter: ~Copyable {
    private let path: String
    private let file: Int32
    private var seal = Fingerprint()
    private var isWhole = true

    init(_ path: String) throws {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Disk.failure("cannot write", path) }
    }

    deinit { close(file) }

    mutating func add<Value: BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value) { add($0) }
    }

    mutating func add<Value: BitwiseCopyable>(_ array: [Value]) {
        add(UInt64(array.count))
        array.withUnsafeBytes { add($0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        seal.add(bytes)
        write(bytes)
    }

    /// Throws unless all of it was written.
    mutating func finish() throws {
        withUnsafeBytes(of: seal.value) { write($0) }
        guard isWhole else { throw Disk.failure("cannot write", path) }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        var done = 0
        while isWhole, done < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(file, base + done, bytes.count - done)
            if count > 0 { done += count } else if errno != EINTR { isWhole = false }
        }
    }
}

/// Reads the file of a `SealedWriter`, in the same order; `nil` where there is too little.
struct SealedReader: ~Copyable {
    private let file: Int32
    private var rest: Int
    private var seal = Fingerprint()

    /// `nil` when there is no such file.
    init?(_ path: String) throws {
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Disk.failure("cannot read", path)
        }
        var status = stat()
        rest = fstat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { close(file) }

    mutating func value<Value: BitwiseCopyable>(_ type: Value.Type) -> Value? {
        let values = values(type, 1)
        return values?.first
    }

    mutating func array<Value: BitwiseCopyable>(_ type: Value.Type) -> [Value]? {
        guard let count = value(UInt64.self), count <= UInt64(max(rest, 0)) else { return nil }
        return values(type, Int(count))
    }

    /// Tells whether everything was read, and matches the checksum.
    mutating func isGood() -> Bool {
        let wanted = seal.value
        return value(UInt64.self) == wanted && rest == 0
    }

    private mutating func values<Value: BitwiseCopyable>(_ type: Value.Type, _ count: Int)
        -> [Value]?
    {
        let size = count * MemoryLayout<Value>.stride
        guard size <= rest else { return nil }
        var got = 0
        let values = [Value](unsafeUninitializedCapacity: count) { buffer, filled in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while got < size, let base = bytes.baseAddress {
                let more = read(file, base + got, size - got)
                guard more > 0 || (more < 0 && errno == EINTR) else { break }
                got += max(more, 0)
            }
            filled = got == size ? count : 0
        }
        guard got == size else { return nil }
        rest -= size
        values.withUnsafeBytes { seal.add($0) }
        return values
    }
}
