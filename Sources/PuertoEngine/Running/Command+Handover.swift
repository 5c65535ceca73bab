internal import Glibc
internal import PuertoCore

extension Command {
    /// Replaces this process with the command, which thereby gets the caller's terminal, signals
    /// and window size, and whose exit code is the caller's answer. Throws `io` when it cannot be
    /// started.
    package func takeOver() throws -> Never {
        // Threads of a pool have signals blocked, and a mask is inherited.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        execvp(program, words + [nil])
        let reason = String(cString: strerror(errno))
        throw PuertoError(
            .io, "cannot run '\(program)': \(reason)", hint: "is it installed, and in PATH?"
        ).spanish(
            "no se puede ejecutar '\(program)': \(reason)",
            hint: "¿está instalado, y en PATH?")
    }
}
