internal import Dispatch
internal import Glibc
internal import Hypertext
internal import PuertoCore
internal import Synchronization

/// Makes pages on every processor. Each maker takes the next page, fills its own buffer, checks the
/// links in it and hands it on.
struct Run {
    let site: Site
    let keys: [PageKey]
    let paths: [String]
    let index: PathIndex
    let progress: Progress?

    /// A function that stores a page. It takes the page's place, its bytes and their fingerprint.
    typealias Keep = @Sendable (Int, [UInt8], UInt64, inout [UInt8]) throws -> Stored

    /// The outcome of storing a page.
    struct Stored: Sendable {
        let isStaged: Bool
        let state: FileState
    }
}

extension Run {
    /// Makes the pages at these places. Throws what `keep` throws.
    func make(_ due: [Int], keep: @escaping Keep) throws -> RunResult {
        let queue = Dispenser()
        let done = Mutex<[(log: RunLog, failure: (any Error)?)]>([])
        let workers = min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8, max(1, due.count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            var maker = PageMaker(SiteContext(site), index)
            while let next = queue.next(below: due.count), maker.failure == nil {
                maker.make(due[next], self, keep)
                progress?.step()
            }
            let (log, failure) = (maker.log, maker.failure)
            done.withLock { $0.append((log, failure)) }
        }
        let all = done.withLock { $0 }
        if let failure = all.lazy.compactMap(\.failure).first { throw failure }
        return RunResult(logs: all.map(\.log))
    }
}

/// Hands out numbers, each once.
private final class Dispenser: Sendable {
    private let position = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
        let index = position.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }
}

/// The part of a run that one thread does.
private struct PageMaker {
    var log = RunLog()
    var failure: (any Error)?
    private let context: SiteContext
    private var checker: LinkChecker
    private var found = LinkChecker.Found()
    private var out = HTML()
    private var scratch: [UInt8] = []

    /// The largest page, in bytes, that still opens at once on a slow line.
    private static let comfortable = 100_000

    init(_ context: SiteContext, _ index: PathIndex) {
        self.context = context
        checker = LinkChecker(paths: index, hook: context.site.configuration.web?.hook)
        out.reserveCapacity(128 * 1024)
    }

    mutating func make(_ page: Int, _ run: Run, _ keep: Run.Keep) {
        let key = run.keys[page]
        context.begin()
        out.removeAll()
        run.site.render(key, context, into: &out)
        if key.isHTML {
            checker.check(run.paths[page], out.bytes, &found)
            if out.bytes.count > PageMaker.comfortable {
                let large = PageMaker.large(key.kind, run.paths[page], out.bytes.count)
                context.diagnostics.warn(large)
            }
        } else {
            found = LinkChecker.Found()
        }
        do {
            let print = Fingerprint(out.bytes).value
            let kept =
                key.isFile
                ? try keep(page, out.bytes, print, &scratch)
                : Run.Stored(isStaged: false, state: .none)
            log.add(page, context, found, print, kept)
        } catch {
            failure = error
        }
    }

    private static func large(_ kind: PageKey.Kind, _ path: String, _ count: Int) -> PuertoError {
        PuertoError(
            .invalid, "\(count / 1000) KB, more than one page should have",
            hint: kind.shortening(.en), place: "public/\(path)"
        ).spanish(
            "\(count / 1000) KB, más de lo que una página debería tener", hint: kind.shortening(.es)
        )
    }
}

extension PageKey.Kind {
    /// The advice that makes such a page shorter; nil where only the fleet's size decides.
    fileprivate func shortening(_ l: Language) -> String? {
        switch self {
        case .client:
            l(
                "pasa una parte de content/tenants/NOMBRE.md a un manual propio",
                "move a part of content/tenants/SLUG.md to a runbook of its own")
        case .runbook, .clientRunbook:
            l("divide el manual en dos", "split the runbook into two")
        case .onboarding:
            l(
                "acorta los manuales que leen los clientes, los de audience: client",
                "shorten the runbooks that clients read, those with audience: client")
        case .harbour, .business, .ports, .architecture, .activity, .runbookIndex, .link,
            .searchClients, .searchRunbooks, .asset, .runbookCheck, .strayNotes:
            nil
        }
    }
}
