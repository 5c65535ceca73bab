/// A value that the hook answers or a command prints as JSON. Both use the same views, so that each
/// thing has one spelling; openapi.yaml describes it.
package protocol JSONView: Sendable {
    var json: JSONObject { get }
}

extension JSONObject: JSONView {
    package var json: JSONObject { self }
}
