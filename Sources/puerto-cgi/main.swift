import Glibc
import PuertoCore
import PuertoDoor
import PuertoHook
import PuertoWire

CGIDoor.run { workspace in
    Hook(
        open: { try HookWorld(BrokerSocket(in: workspace).client) },
        log: { line in
            let text = "puerto-cgi: error: \(line)\n"
            _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        })
}
_exit(0)
