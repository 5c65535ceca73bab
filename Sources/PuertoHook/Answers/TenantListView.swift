internal import PuertoCore

/// A page of the list of clients in JSON.
struct TenantListView: JSONView {
    let tenants: [TenantView]
    /// The slug after which the next page begins; `nil` on the last page.
    let next: String?

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenants", tenants.map(\.json))
        json.add("next", next)
        return json
    }
}
