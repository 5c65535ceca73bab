internal import PuertoCore

/// A client in JSON, with the actions that may be asked for now.
struct TenantDetailView: JSONView {
    let tenant: TenantView
    let actions: [Action]
    /// The job that is queued or running.
    let job: Job?
    /// Its use of the disk; `nil` when it was never measured.
    let disk: DiskView?

    var json: JSONObject {
        var json = tenant.detail
        json.add("actions", actions.map(\.rawValue))
        if let job { json.add("job", JobView(job).json) }
        if let disk { json.add("disk", disk.json) }
        return json
    }
}
