/// The hook: a request becomes an answer, and at most one transaction. It waits for nothing.
package struct Hook: Sendable {
    package init() {}

    /// Never throws: what goes wrong inside is a 500 that says nothing of it.
    package func answer(_ request: Request) -> Response {
        guard request.method == "GET", request.path.elementsEqual("/health".utf8) else {
            return Response(404)
        }
        return Response(
            200, [HeaderField("Content-Type", fixed: "application/json")],
            Array(#"{"status":"ok"}"#.utf8))
    }
}
