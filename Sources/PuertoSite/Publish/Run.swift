internal import Dispatch
internal import Glibc
internal import Hypertext
internal import PuertoCore
internal import Synchronization

/// Renders pages on every processor: each worker takes the next page, fills its own buffer,
/// checks the links in it and hands it on.
struct Run {
    let pages: [Page]
    let found: Diagnostics

    /// Takes a page's index, path and bytes; whether it has to be published.
    typealias Keep = @Sendable (Int, String, [UInt8], inout [UInt8]) throws -> Bool

    struct Result: Sendable {
        var staged: [Int] = []
        var diagnostics = Diagnostics()
    }
}

extension Run {
    func finish(with site: Site, keep: @escaping Keep) throws -> Result {
        let paths = Set(pages.map(\.path))
        guard paths.count == pages.count else { throw Run.twice(pages) }
        let queue = Dispenser()
        let done = Mutex<[Worker]>([])
        let workers = min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            var worker = Worker(checker: LinkChecker(paths: paths))
            while let index = queue.next(below: pages.count), worker.failure == nil {
                worker.make(pages[index], index, keep)
            }
            done.withLock { $0.append(worker) }
        }
        return try settle(done.withLock { $0 }, site)
    }

    private func settle(_ workers: [Worker], _ site: Site) throws -> Result {
        if let failure = workers.lazy.compactMap(\.failure).first { throw failure }
        var result = Result()
        result.diagnostics = found
        for worker in workers {
            result.staged += worker.staged
            result.diagnostics.merge(worker.diagnostics)
        }
        // A link that the content's own check has named would be named again, as the page's.
        if result.diagnostics.errors.isEmpty {
            for worker in workers { result.diagnostics.merge(worker.links) }
            LinkChecker.settle(workers.map(\.checker), &result.diagnostics)
        }
        site.checkNotesOfNobody(&result.diagnostics)
        site.library.checkLinked(&result.diagnostics)
        result.diagnostics.settle()
        result.staged.sort()
        return result
    }

    /// Bytes of a page that opens at once on a slow line.
    fileprivate static let comfortable = 100_000

    fileprivate static func large(_ page: Page, _ count: Int) -> PuertoError {
        PuertoError(
            .invalid, "\(count / 1000) KB is much for one page",
            hint: "a document can be split", place: "public/\(page.path)")
    }

    private static func twice(_ pages: [Page]) -> PuertoError {
        var seen: Set<String> = []
        let path = pages.first { !seen.insert($0.path).inserted }?.path ?? ""
        return PuertoError(
            .conflict, "two pages want the same place", hint: "rename one of the runbooks",
            place: "public/\(path)")
    }
}

/// Hands out page numbers, each once.
private final class Dispenser: Sendable {
    private let position = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
        let index = position.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }
}

/// One thread's part of a run.
private struct Worker: Sendable {
    var checker: LinkChecker
    var diagnostics = Diagnostics()
    var links = Diagnostics()
    var staged: [Int] = []
    var failure: (any Error)?
    private var out = HTML()
    private var scratch: [UInt8] = []

    init(checker: LinkChecker) {
        self.checker = checker
        out.reserveCapacity(128 * 1024)
    }

    mutating func make(_ page: Page, _ index: Int, _ keep: Run.Keep) {
        out.removeAll()
        page.render(&out, &diagnostics)
        if page.path.hasSuffix(".html") {
            if out.bytes.count > Run.comfortable {
                diagnostics.warn(Run.large(page, out.bytes.count))
            }
            checker.check(page.path, out.bytes, &links)
        }
        do {
            if try keep(index, page.path, out.bytes, &scratch) { staged.append(index) }
        } catch {
            failure = error
        }
    }
}
