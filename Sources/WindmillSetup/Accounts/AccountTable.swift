internal import Windmill

/// The table `password` of the instance's database: for the build from source, whose API can neither
/// make users nor set passwords, and for an administrator whose password nobody knows. Each change
/// may be run again.
struct AccountTable: Sendable {
    let database: any TenantDatabase

    /// Returns false where nobody has that login with a password.
    @discardableResult
    func setPassword(of email: LoginEmail, _ password: SecretText) async throws -> Bool {
        let rows = try await database.run(
            Statement(
                "UPDATE password SET password_hash = $1 WHERE email = $2 "
                    + "AND login_type = 'password' RETURNING email",
                [try PasswordRecord(password).text.text, email.text]))
        return !rows.isEmpty
    }

    /// Gives the administrator a login with a password and its rights, also where it has none.
    func makeAdministrator(_ email: LoginEmail, _ password: SecretText) async throws {
        _ = try await database.run(
            Statement(
                "INSERT INTO password (email, password_hash, login_type, super_admin, verified, "
                    + "name) VALUES ($1, $2, 'password', true, true, $3) ON CONFLICT (email) "
                    + "DO UPDATE SET password_hash = EXCLUDED.password_hash, "
                    + "login_type = 'password', super_admin = true RETURNING email",
                [email.text, try PasswordRecord(password).text.text, "Puerto"]))
    }

    /// Makes a login that is no super administrator; one that exists stays as it is.
    func make(_ login: WantedLogin) async throws {
        _ = try await database.run(
            Statement(
                "INSERT INTO password (email, password_hash, login_type, super_admin, verified, "
                    + "name, username) VALUES ($1, $2, 'password', false, true, $3, $4) "
                    + "ON CONFLICT DO NOTHING RETURNING email",
                [
                    login.email.text, try PasswordRecord(login.password).text.text, login.name,
                    try await freeName(for: login.email),
                ]))
    }

    /// A user name that nobody has, made from the address as the server makes them.
    private func freeName(for email: LoginEmail) async throws -> String {
        let stem = Self.stem(of: email)
        for number in 1...99 {
            let name = number == 1 ? stem : "\(stem)\(number)"
            let taken = try await database.run(
                Statement(
                    "SELECT username FROM password WHERE username = $1 AND email <> $2 UNION "
                        + "SELECT username FROM usr WHERE username = $1 AND email <> $2",
                    [name, email.text]))
            if taken.isEmpty { return name }
        }
        throw SetupError.noUserName(email)
    }

    private static func stem(of email: LoginEmail) -> String {
        let local = email.text.prefix { $0 != "@" }
        let letters = local.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let stem = letters.drop { !$0.isLetter }.prefix(45)
        return stem.isEmpty ? "user" : String(stem)
    }
}
