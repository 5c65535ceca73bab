internal import CCMark
internal import Glibc

/// The memory of one thread's trees: taken in a row, given back all at once.
///
/// A tree is some hundreds of small pieces that live and die together; with `malloc` their coming
/// and going costs as much as the parsing. cmark has an arena of its own, but a single one for all
/// threads.
struct Arena {
    /// What cmark allocates with; it lies in the arena, so it lives as long as the thread.
    private var allocator: cmark_mem
    private var start: UnsafeMutableRawPointer
    private var used = 0
    private var capacity: Int
    /// Blocks that were full while a tree still lived in them.
    private var full: [UnsafeMutableRawPointer] = []
    private var trees = 0

    /// Enough for the tree of a document of some 20 KB.
    private static let usual = 512 * 1024
    /// Before each piece stands its size, and pieces begin where any type may.
    private static let header = 16

    private init() {
        allocator = cmark_mem(calloc: arenaCalloc, realloc: arenaRealloc, free: arenaFree)
        start = UnsafeMutableRawPointer.allocate(byteCount: Self.usual, alignment: 16)
        capacity = Self.usual
    }
}

extension Arena {
    /// The thread's arena, made when it is first asked for and freed when the thread ends.
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

    /// A tree is done with; the last one frees the memory of all.
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
        // One huge document is no reason to keep its memory for ever.
        start.deallocate()
        start = UnsafeMutableRawPointer.allocate(byteCount: Self.usual, alignment: 16)
        capacity = Self.usual
    }

    /// `size` bytes of zeros.
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
        // A buffer that grows is usually the latest piece, and grows where it is.
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
