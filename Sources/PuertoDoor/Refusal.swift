package import PuertoHook

/// Why an adapter does not pass a request on. The answer is a problem document (RFC 9457).
package struct Refusal: Error, Hashable, Sendable {
    package let status: Int

    package init(_ status: Int) { self.status = status }
}

extension Refusal {
    /// The answer; it repeats nothing of the request.
    package var response: Response {
        let title = Reason.phrase(status)
        let body = #"{"type":"about:blank","title":"\#(title)","status":\#(status)}"#
        var headers = [
            HeaderField("Content-Type", fixed: "application/problem+json"),
            HeaderField("Cache-Control", fixed: "no-store"),
        ]
        if status == 405 {
            headers.append(HeaderField("Allow", fixed: "GET, HEAD, POST, DELETE"))
        }
        return Response(status, headers, Array(body.utf8))
    }
}
