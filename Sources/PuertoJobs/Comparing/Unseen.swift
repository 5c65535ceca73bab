package import PuertoEngine

/// A part that a comparison did not look at, and why. It is neither fine nor different.
package enum Unseen: Hashable, Sendable {
    /// The reach of clients to each other: this process may not enter their networks.
    case clients
    /// The reach of clients to this machine's own ports: this process may not enter their networks.
    case machine
    /// The same where no table keeps them away, which the configuration does not ask for.
    case machineWithoutTable(FirewallState)
}

extension Unseen {
    /// The command that would look, or that makes what is looked at; `doctor` is the verb's own
    /// command line.
    package func command(_ doctor: String) -> String {
        switch self {
        case .clients, .machine: "sudo \(doctor)"
        case .machineWithoutTable: FirewallState.mend
        }
    }
}

extension Unseen: CustomStringConvertible {
    package var description: String {
        switch self {
        case .clients: "whether clients reach each other: only root may enter their networks"
        case .machine:
            "whether clients reach this machine's own ports: only root may enter their networks"
        case .machineWithoutTable(let state):
            "whether clients reach this machine's own ports: "
                + (state.problem ?? "the firewall is there")
        }
    }
}
