package import PuertoCore

extension NetworkSpec {
    /// Returns how the names of a workspace's bridges begin, or of those with a role.
    package static func bridges(of workspace: String, _ role: Role? = nil) -> String {
        "pt\(workspace.prefix(8))" + (role.map(letter) ?? "")
    }

    /// Returns the name of a network's bridge on the machine, of at most 14 letters: the kernel
    /// takes 15 (`IFNAMSIZ`). The role comes before the slot, so that a firewall can name all
    /// bridges of a role by their beginning.
    static func bridge(_ role: Role, _ slot: Slot, of workspace: String) -> String {
        bridges(of: workspace, role) + String(slot.number)
    }

    private static func letter(of role: Role) -> String {
        switch role {
        case .data: "d"
        case .edge: "e"
        case .door: "p"
        }
    }
}
