import PuertoCore

/// Advice of `doctor` on the secrets of programs.
enum HookSecretAdvice {
    /// Names active secrets that end within 30 days, that have no end, and that may ask for what
    /// needs an operator's approval. Each line has the command that helps.
    static func lines(for secrets: [HookSecret], at now: Int) -> [String] {
        secrets.filter { $0.isActive(at: now) }.flatMap { secret in
            [end(of: secret, at: now), excess(of: secret)].compactMap { $0 }
        }
    }

    private static func end(of secret: HookSecret, at now: Int) -> String? {
        guard let endsAt = secret.endsAt else {
            let command = "puerto hook-secret revoke \(secret.name) --after 365d"
            return Spoken.say(
                "el secreto '\(secret.name)' no caduca: \(command) le da un final",
                "the hook secret '\(secret.name)' has no end: \(command) gives it one")
        }
        guard secret.endsSoon(at: now) else { return nil }
        let end = Timestamp.text(endsAt)
        return Spoken.say(
            "el secreto '\(secret.name)' termina el \(end): \(addition(like: secret)) hace el siguiente",
            "the hook secret '\(secret.name)' ends \(end): \(addition(like: secret)) makes the next one"
        )
    }

    private static func excess(of secret: HookSecret) -> String? {
        let excess = secret.actions.filter(\.needsApproval)
        guard !excess.isEmpty else { return nil }
        let revoke = "puerto hook-secret revoke \(secret.name) --after 7d"
        return Spoken.say(
            "el secreto '\(secret.name)' puede pedir \(excess.list) sin que lo apruebe un operador: "
                + "\(addition(like: secret)) hace uno que no, y \(revoke) termina este",
            "the hook secret '\(secret.name)' may ask for \(excess.list) without an operator's "
                + "approval: \(addition(like: secret)) makes one that may not, and \(revoke) ends "
                + "this one")
    }

    /// The command that makes a secret with the same rights, so far as secrets may have them now.
    private static func addition(like secret: HookSecret) -> String {
        var words = ["puerto hook-secret add NAME"]
        if let tenant = secret.tenant { words.append("--tenant \(tenant)") }
        words += secret.actions.inOrder.filter { !$0.needsApproval }
            .map { "--action \($0.rawValue)" }
        return words.joined(separator: " ")
    }
}
