internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Synchronization

extension Worker {
    /// Seconds from one look at the free space to the next. Such a look asks the kernel only.
    private static let glance = 10.0
    /// Seconds from one measurement to the next while the free space is short.
    private static let hurry = 30

    /// Measures what clients take of the disk, and protects the machine's reserve, until it is
    /// cancelled. Of several workers on a host one does it.
    func watchTheDisk(_ remark: @escaping @Sendable (String) -> Void) async {
        var state = DiskWatch()
        let interval = Double(world.settings.diskInterval)
        var pause = min(interval, 3) * Double.random(in: 0.5...1)
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(pause))
                try await lookAtTheDisk(&state, remark)
            } catch {
                guard !Task.isCancelled else { return }
                let text = (error as? PuertoError)?.description ?? "internal error: \(error)"
                state.say("the disk was not looked at: \(text)", remark)
            }
            pause = min(interval, Worker.glance)
        }
    }

    /// One worker's memory from look to look.
    private struct DiskWatch {
        var number: Int?
        /// The engine's folder, which is asked for with each measurement.
        var root: String?
        var measured: ContinuousClock.Instant?
        /// The last remark, so that it is said once.
        var said = ""
        /// Tells whether the pages do not show what the last look has found.
        var isUnbuilt = false

        mutating func say(_ text: String, _ remark: (String) -> Void) {
            if !text.isEmpty, text != said { remark(text) }
            said = text
        }
    }

    private func lookAtTheDisk(
        _ state: inout DiskWatch, _ remark: @escaping @Sendable (String) -> Void
    ) async throws {
        let settings = world.settings
        let (free, reserve) = (world.freeRoom(state.root), settings.diskReserve << 10)
        // Before the database cannot be written any more.
        if free > 4 * Store.spareBytes >> 20 { try world.store.keepSpareRoom() }
        let isShort = free < reserve + reserve / 4
        let interval = isShort ? min(settings.diskInterval, Worker.hurry) : settings.diskInterval
        guard state.measured.map({ .now - $0 >= .seconds(interval) }) ?? true,
            try isMyLook(&state)
        else { return }
        state.measured = .now
        var problem = ""
        var sizes: [Int: DiskSight.Size]?
        do {
            sizes = try await world.diskSizes()
            state.root = try await world.engine().rootFolder()
        } catch let error as PuertoError {
            problem = "the clients' disk was not measured: \(error.description)"
        }
        try Task.checkCancellation()
        let sight = try world.sight(sizes, free: world.freeRoom(state.root))
        let outcome = try world.store.recordDisk(sight, by: holder.text)
        state.number = try world.store.diskLook(of: world.home)?.number
        tell(outcome, problem, &state, remark)
        // Without rounds nothing confirms the pages' times.
        state.isUnbuilt = state.isUnbuilt || outcome.hasChanged || settings.probeInterval == 0
        if state.isUnbuilt {
            _ = try await world.rebuild()
            state.isUnbuilt = false
        }
        if sizes != nil { measured.set(outcome.room.at) }
    }

    private func tell(
        _ outcome: DiskOutcome, _ problem: String, _ state: inout DiskWatch,
        _ remark: (String) -> Void
    ) {
        let room = outcome.room
        let free =
            "\(DiskText.size(room.free, .enUS)) are free, \(DiskText.size(room.reserve, .enUS)) are to stay "
            + "free"
        if let slug = outcome.suspension?.tenant {
            remark(
                "'\(slug)' is suspended, since it takes more of the disk than its plan has: \(free)"
            )
        }
        switch room.state {
        case .enough, .short: state.say(problem, remark)
        case .stuck:
            // The figures change with each look; it is said once.
            guard state.said != "stuck" else { return }
            remark(
                "the disk is filling up, and no client above its plan is left to suspend: \(free)")
            state.said = "stuck"
        }
    }

    /// Tells whether no other worker has looked since this one has. The number tells, since clocks
    /// differ.
    private func isMyLook(_ state: inout DiskWatch) throws -> Bool {
        let last = try world.store.diskLook(of: world.home)
        defer { state.number = last?.number }
        guard let last, last.holder != holder.text, let known = state.number else { return true }
        return last.number == known
    }
}

/// The time of the last measurement that the pages show.
final class MeasuredDisk: Sendable {
    private let time = Mutex<Int?>(nil)

    var at: Int? { time.withLock { $0 } }

    func set(_ at: Int) { time.withLock { $0 = at } }
}
