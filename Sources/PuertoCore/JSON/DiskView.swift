/// A client's use of the disk, in JSON. Sizes are MiB.
package struct DiskView: JSONView {
    package let use: DiskUse
    /// The `disk_gb` of its plan.
    package let limit: Int?

    package init(_ use: DiskUse, limit: Int?) {
        self.use = use
        self.limit = limit
    }

    package var json: JSONObject {
        var json = JSONObject()
        add(to: &json)
        return json
    }

    package func add(to json: inout JSONObject) {
        json.add("measured_at", time: use.at)
        json.add("volumes_mb", use.volumes)
        json.add("layers_mb", use.layers)
        json.add("total_mb", use.total)
        json.add("limit_gb", limit)
        json.add("state", use.state(limit: limit)?.rawValue)
    }
}
