internal import CCMark
internal import Glibc

/// A bump allocator for one thread's trees: pieces are taken in a row and freed all at once.
///
/// A tree consists of some hundreds of small pieces with one lifetime. With `malloc`, allocating
/// and freeing them costs as much as parsing. cmark has an arena of its own, but a single one for
/// all threads.
struct Arena {
    /// The allocator for cmark. It is stored in the arena, so it lives as long as the thread.
    private var allocator: cmark_mem
    private var start: UnsafeMutableRawPointer
    private var used = 0
    private var capacity: Int
    /// Full blocks that a tree still uses.
    private var full: [UnsafeMutableRawPointer] = []
    private var trees = 0

    /// The usual size, enough for the tree of a document of some 20 KB.
    private static let usual = 512 * 1024
    /// The bytes before each piece. They hold its size and keep it aligned for any type.
    private static let header = 16

    private init() {
        allocator = cmark_mem(calloc: arenaCalloc, realloc: arenaRealloc, free: arenaFree)
        start = UnsafeMutableRawPointer.allocate(byteCount: Self.usual, alignment: 16)
        capacity = Self.usual
    }
}

extension Arena {
    /// The thread's arena, created on first use and freed when the thread ends.
    static var current: UnsafeMutablePointer<Arena> {
        if let found = pthread_getspecific(key) { return found.assumingMemoryBound(to: Arena.self) }
        let made = UnsafeMutablePointer<Arena>.allocate(capacity: 1)
        made.initialize(to: Arena())
        pthread_setspecific(key, made)
        return made
    }

    /// Lends the allocator to a new tree.
    static func enter() -> UnsafeMutablePointer<cmark_mem>? {
        let arena = current
        arena.pointee.trees += 1
        return arena.pointer(to: \.allocator)
    }

    /// Ends the use by one tree. The last one frees the memory of all.
    static func leave() {
        let arena = current
        arena.pointee.trees -= 1
        if arena.pointee.trees == 0 { arena.pointee.reset() }
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { arena in
            guard let arena = arena?.assumingMemoryBound(to: Arena.self) else { return }
            arena.pointee.reset()
            arena.pointee.start.deallocate()
            arena.deinitialize(count: 1)
            arena.deallocate()
        }
        return key
    }()

    private mutating func reset() {
        used = 0
        for block in full { block.deallocate() }
        full.removeAll(keepingCapacity: true)
        guard capacity > Self.usual else { return }
        // The memory of one huge document is not kept for ever.
        start.deallocate()
        start = UnsafeMutableRawPointer.allocate(byteCount: Self.usual, alignment: 16)
        capacity = Self.usual
    }

    /// Returns `size` bytes of zeros.
    fileprivate mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        let whole = (size + Self.header + 15) & ~15
        if whole > capacity - used {
            full.append(start)
            capacity = max(capacity * 2, whole)
            start = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
            used = 0
        }
        let piece = start + used
        used += whole
        piece.storeBytes(of: size, as: Int.self)
        memset(piece + Self.header, 0, size)
        return piece + Self.header
    }

    fileprivate mutating func reallocate(_ piece: UnsafeMutableRawPointer, _ size: Int)
        -> UnsafeMutableRawPointer
    {
        let old = (piece - Self.header).load(as: Int.self)
        guard size > old else { return piece }
        let whole = (old + Self.header + 15) & ~15
        let isLast = piece - Self.header + whole == start + used
        let larger = (size + Self.header + 15) & ~15
        // A growing buffer is usually the latest piece, and grows in place.
        if isLast, larger - whole <= capacity - used {
            used += larger - whole
            (piece - Self.header).storeBytes(of: size, as: Int.self)
            return piece
        }
        let moved = allocate(size)
        memcpy(moved, piece, old)
        return moved
    }
}

private func arenaCalloc(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer? {
    Arena.current.pointee.allocate(count * size)
}

private func arenaRealloc(_ piece: UnsafeMutableRawPointer?, _ size: Int)
    -> UnsafeMutableRawPointer?
{
    guard let piece else { return Arena.current.pointee.allocate(size) }
    return Arena.current.pointee.reallocate(piece, size)
}

private func arenaFree(_ piece: UnsafeMutableRawPointer?) {}
