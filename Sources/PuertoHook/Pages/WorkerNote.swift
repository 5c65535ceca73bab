internal import Hypertext
internal import PuertoCore

/// The line about a worker that is missing.
enum WorkerNote {
    /// `nil` while a worker runs.
    static func html(_ sight: WorkerSight?, _ l: Language) -> HTML? {
        guard let words = words(sight, l) else { return nil }
        return """
            <p class="error" role="status">\(words) <code>puerto work</code></p>

            """
    }

    private static func words(_ sight: WorkerSight?, _ l: Language) -> HTML? {
        switch sight?.state {
        case .running, nil: return nil
        case .gone:
            guard let at = sight?.seenAt.map(Timestamp.text) else {
                return
                    "\(l("En espera: no hay ningún trabajador en marcha. Inícialo con", "It waits: no worker runs. Start it with"))"
            }
            let time: HTML = "<time datetime=\"\(at)\">\(at)</time>"
            return
                "\(l("En espera: no hay ningún trabajador en marcha desde el", "It waits: no worker has run since")) \(time). \(l("Inícialo con", "Start it with"))"
        case .never:
            return
                "\(l("En espera: todavía no se ha puesto en marcha ningún trabajador. Inícialo con", "It waits: no worker has ever run. Start it with"))"
        }
    }
}
