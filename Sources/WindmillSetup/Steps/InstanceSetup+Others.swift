package import Windmill

extension InstanceSetup {
    /// Lists the other logins that may do everything on the instance, for the caller to report:
    /// until the stock password is gone, whoever reaches the server can make one. None is changed,
    /// since the operator may have made it. `unreadable` counts logins whose address is no checked
    /// one, of which any may be such a login.
    package func otherAdministrators(by token: BearerToken) async throws
        -> (emails: [LoginEmail], unreadable: Int)
    {
        try await within(.administrator) {
            let client = server.authorized(by: token)
            let users = try await client.all { try await client.users($0) }
            let others = users.rows.filter {
                $0.isSuperAdmin && $0.email != wanted.administrator.email
            }
            return (others.map(\.email), users.unreadable)
        }
    }
}
