/// The trace that each of a worker's rounds of probes leaves.
package struct Heartbeat: Hashable, Sendable {
    /// The process, as leases name it.
    package let holder: String
    /// Counts the rounds on its host, whatever the clock says.
    package let number: Int
    /// The end of the probes, in seconds since 1970, UTC.
    package let at: Int
    /// Seconds from one round to the next.
    package let interval: Int
    /// The stacks that were probed, and the milliseconds that it took.
    package let stacks: Int
    package let milliseconds: Int

    package init(
        holder: String, number: Int, at: Int, interval: Int, stacks: Int, milliseconds: Int
    ) {
        self.holder = holder
        self.number = number
        self.at = at
        self.interval = interval
        self.stacks = stacks
        self.milliseconds = milliseconds
    }
}
