/// Logins and passwords.
extension WindmillClient {
    /// Logs in, and returns a session's token, which lasts three days. `nil` when the server does
    /// not accept the pair. Throws `noAuthentication` for a build that has no logins.
    package func login(_ email: LoginEmail, _ password: SecretText) async throws -> BearerToken? {
        let call = try Call.post(
            "/auth/login", Credentials(email: email, password: password.text), secrets: [password])
        do {
            let answer = try await text(call) { text in
                text == "no_auth" ? nil : try BearerToken(text)
            }
            guard let answer else { throw WindmillError.noAuthentication }
            return answer
        } catch WindmillError.refused(let refusal) where refusal.saysInvalidLogin {
            return nil
        }
    }

    /// Sets the password of the token's own login. Its other sessions may go on.
    package func setPassword(_ password: SecretText) async throws {
        try await send(
            .post(
                "/users/setpassword", NewPassword(password: password.text), repeatable: true,
                secrets: [password]))
    }

    /// Sets another login's password; needs a superadmin.
    package func setPassword(of email: LoginEmail, _ password: SecretText) async throws {
        try await send(
            .post(
                "/users/set_password_of/\(email)", NewPassword(password: password.text),
                repeatable: true, secrets: [password]))
    }
}

private struct Credentials: Encodable {
    let email: LoginEmail
    let password: String
}

private struct NewPassword: Encodable {
    let password: String
}
