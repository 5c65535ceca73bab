import PuertoCore

/// Passkeys that are of no use, and operators who could lose their only one.
struct PasskeyAdvice {
    /// The portal's host name; `nil` without a portal.
    let relyingParty: String?
    let operators: [Operator]
    let passkeys: [Passkey]

    /// Passkeys of another host name than the portal's: browsers offer them nowhere.
    var useless: [String] {
        guard let relyingParty else { return [] }
        return operators.compactMap { entry in
            let found = passkeys.filter {
                $0.operator == entry.name && $0.relyingParty != relyingParty
            }
            guard let first = found.first else { return nil }
            let one = found.count == 1
            let count = one ? "1 llave" : "\(found.count) llaves"
            return Spoken.say(
                "\(count) de acceso de '\(entry.name)' \(one ? "es" : "son") para "
                    + "'\(first.relyingParty)', y el portal está en '\(relyingParty)' (puerto operator "
                    + "passkey \(entry.name) hace otra; puerto passkey remove \(entry.name) \(first.id))",
                "\(found.count) passkey\(one ? "" : "s") of '\(entry.name)' "
                    + "\(one ? "was" : "were") made for '\(first.relyingParty)', and the portal is at "
                    + "'\(relyingParty)' (puerto operator passkey \(entry.name) makes a new one; "
                    + "puerto passkey remove \(entry.name) \(first.id))")
        }
    }

    /// Owners with one passkey that is of use.
    var single: [String] {
        operators.filter { $0.role == .owner }.compactMap { entry in
            let count = passkeys.count {
                $0.operator == entry.name
                    && (relyingParty == nil || $0.relyingParty == relyingParty)
            }
            guard count == 1 else { return nil }
            return Spoken.say(
                "'\(entry.name)' tiene una llave de acceso y necesita otra por si la pierde "
                    + "(puerto operator passkey \(entry.name))",
                "'\(entry.name)' has one passkey and needs a second one in case it is lost "
                    + "(puerto operator passkey \(entry.name))")
        }
    }
}
