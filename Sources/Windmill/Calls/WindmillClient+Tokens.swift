/// Tokens of the login that the client's own token belongs to.
extension WindmillClient {
    package func createToken(_ token: NewToken) async throws -> BearerToken {
        try await text(.post("/users/tokens/create", token)) { try BearerToken($0) }
    }

    /// One page of the login's tokens. Those of running jobs, which are known by their label alone,
    /// are left out unless `jobsToo`.
    package func tokens(_ page: ListPage = ListPage(), jobsToo: Bool = false) async throws
        -> Listed<ListedToken>
    {
        try await json(
            .get(
                "/users/tokens/list", [("exclude_ephemeral", "\(!jobsToo)")] + page.query,
                limit: Call.listLimit))
    }

    /// Deletes a token; the server forgets it at once.
    package func deleteToken(_ prefix: TokenPrefix) async throws {
        var call = Call.delete("/users/tokens/delete/\(prefix)")
        call.shownPath = "/users/tokens/delete/…"
        try await send(call)
    }
}
