/// The only place through which Puerto starts programs.
package struct ProcessRunner: Sendable {
    /// Runs a program to its end, passes each line of both outputs on, and returns the status and
    /// the standard output. Throws `io` when it cannot be started, or takes longer than it may and
    /// is ended.
    package var run: @Sendable (Command, @escaping @Sendable (String) -> Void) async throws -> Ended

    package init(
        run:
            @escaping @Sendable (Command, @escaping @Sendable (String) -> Void) async throws ->
            Ended
    ) { self.run = run }

    package struct Ended: Hashable, Sendable {
        package let status: Int
        package let output: String
        /// The last lines of the error output, for a message.
        package let errors: [String]

        package init(status: Int, output: String, errors: [String] = []) {
            self.status = status
            self.output = output
            self.errors = errors
        }
    }
}
