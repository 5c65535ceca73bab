internal import PuertoCore

/// A list in JSON, under one name.
struct ListView: JSONView {
    let name: StaticString
    let items: [any JSONView]

    var json: JSONObject {
        var json = JSONObject()
        json.add(name, items.map(\.json))
        return json
    }
}
