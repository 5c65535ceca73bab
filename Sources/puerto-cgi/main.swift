import Glibc
import PuertoCore
import PuertoDoor
import PuertoHook
import Synchronization

/// Keeps the database open until the process exits: closing it takes longer than a small answer.
let held = Mutex<HookWorld?>(nil)

CGIDoor.run { workspace in
    Hook(
        open: {
            let world = try HookWorld.open(workspace, database: workspace + "/puerto.db")
            held.withLock { $0 = world }
            return world
        },
        log: { line in
            let text = "puerto-cgi: error: \(line)\n"
            _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        })
}
_exit(0)
