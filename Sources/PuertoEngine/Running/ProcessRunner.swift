/// Runs a program: the one door through which Puerto starts any.
package struct ProcessRunner: Sendable {
    /// Runs to the end, handing on each line of both outputs as it comes, and returns the status
    /// and what was written to the standard output. Throws `io` when it cannot be started or takes
    /// longer than it may; then it is ended.
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
