internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Finds passwords that only a stack's files still hold: the server takes the file's and
    /// refuses the recorded one. It asks only where the two differ.
    func lostPasswords(of stack: Stack) async throws -> [CredentialField: Drift] {
        var lost: [CredentialField: Drift] = [:]
        for field in [CredentialField.postgres, .redis] where try stack.hasOtherFiled(field) {
            let own = try await world.engine().containers(of: stack.identity)
            let recorded = try stack.password(field)
            guard let filed = try stack.filedPassword(field),
                try await stack.login(field, recorded, own) == .wrongPassword,
                try await stack.login(field, filed, own) == .accepted
            else { continue }
            lost[field] = Drift(
                .secretFile, subject: "credential \(field.rawValue)",
                found: "\(field.server) takes the password of \(stack.secretName(field)), not the "
                    + "recorded one: an older database?",
                mend: "puerto credential adopt \(stack.slug) \(field.rawValue)")
        }
        return lost
    }
}
