/// Logins of the whole instance; all calls but `whoAmI` need a superadmin.
extension WindmillClient {
    /// Makes a login; no mail is sent. Throws `openSourceBuild` where the build cannot.
    package func createUser(
        _ email: LoginEmail, _ password: SecretText, isSuperAdmin: Bool, name: String? = nil
    ) async throws {
        let user = NewUser(
            email: email, password: password.text, isSuperAdmin: isSuperAdmin, name: name)
        try await send(.post("/users/create", user, secrets: [password]))
    }

    package func userExists(_ email: LoginEmail) async throws -> Bool {
        try await json(.get("/users/exists/\(email)"))
    }

    package func updateUser(_ email: LoginEmail, _ change: UserChange) async throws {
        try await send(.post("/users/update/\(email)", change, repeatable: true))
    }

    package func deleteUser(_ email: LoginEmail) async throws {
        try await send(.delete("/users/delete/\(email)"))
    }

    /// One page of the instance's logins.
    package func users(_ page: ListPage = ListPage()) async throws -> Listed<User> {
        try await json(
            .get("/users/list_as_super_admin", page.query, limit: Call.listLimit))
    }

    /// The login of the token.
    package func whoAmI() async throws -> User { try await json(.get("/users/whoami")) }
}

private struct NewUser: Encodable {
    let email: LoginEmail
    let password: String
    let isSuperAdmin: Bool
    let name: String?
    let skipEmail = true

    enum CodingKeys: String, CodingKey {
        case email, password, name
        case isSuperAdmin = "super_admin"
        case skipEmail = "skip_email"
    }
}
