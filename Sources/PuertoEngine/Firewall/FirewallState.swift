package import PuertoCore

/// Tells whether a workspace's table is in the kernel, as far as its mark tells.
package enum FirewallState: Hashable, Sendable {
    case applied
    case missing
    /// The mark's age in seconds.
    case old(Int)
    /// Others than root may have written the mark.
    case doubtful(path: String)
    /// The range that it has instead.
    case another(range: String)
    /// The table of another version of Puerto.
    case outdated
}

extension FirewallState {
    /// `digest` is the SHA-256 of the table's text as it is now.
    package init(_ mark: FirewallMark?, of rules: FirewallRules, digest: String) {
        guard let mark else {
            self = .missing
            return
        }
        self =
            if mark.owner != 0 || mark.isOpen {
                .doubtful(path: FirewallMark.path(of: rules))
            } else if !(-FirewallMark.lasting...FirewallMark.lasting).contains(mark.age) {
                .old(mark.age)
            } else if mark.range != rules.range.text {
                .another(range: mark.range)
            } else if mark.digest != digest {
                .outdated
            } else {
                .applied
            }
    }

    /// The reason for which it is not believed; `nil` where it is.
    package var problem: String? { problem(.en) }

    /// The reason in a language.
    package func problem(_ l: Language) -> String? {
        switch self {
        case .applied: nil
        case .missing: l("ningún cortafuegos lo impide", "no firewall keeps them away")
        case .old(let age):
            l(
                "el cortafuegos se vio por última vez hace \(age) s",
                "the firewall was seen last \(age) s ago")
        case .doubtful(let path):
            l(
                "'\(path)', que habla de un cortafuegos, no es solo de root",
                "'\(path)', which speaks of a firewall, is not root's alone")
        case .another(let range):
            l(
                "el cortafuegos es para otras direcciones, \(PuertoError.quote(range))",
                "the firewall is for other addresses, \(PuertoError.quote(range))")
        case .outdated:
            l("el cortafuegos es de otra versión", "the firewall is another version's")
        }
    }

    /// The commands that make it believed, whatever the problem is.
    package static let mend = "puerto config firewall > firewall.sh && sudo sh firewall.sh"
}
