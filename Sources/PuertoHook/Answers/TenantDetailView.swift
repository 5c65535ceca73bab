internal import PuertoCore

/// A client in JSON, with the actions that may be asked for now.
struct TenantDetailView: JSONView {
    let tenant: TenantView
    let actions: [Action]
    /// The job that is queued or running.
    let job: Job?

    var json: JSONObject {
        var json = tenant.detail
        json.add("actions", actions.map(\.rawValue))
        if let job { json.add("job", JobView(job).json) }
        return json
    }
}
