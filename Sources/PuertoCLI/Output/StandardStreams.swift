import Glibc

/// Input, output and errors: the descriptors 0, 1 and 2.
enum StandardStreams {
    /// Opens /dev/null in place of each closed descriptor, in a mode that cannot be used. No file,
    /// socket or queue that is opened later gets its number, and with it the program's output.
    static func holdPlaces() {
        for (descriptor, mode) in [
            (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
        ] where fcntl(descriptor, F_GETFD) < 0 {
            // open(2) takes the lowest free number, which is this one.
            _ = open("/dev/null", mode)
        }
    }
}
