/// A client's whole record in JSON, as an operator sees it at the command line. Its fields have the
/// names of `fleet.yaml`; `url`, `ports` and `onboarding_page` follow from them.
package struct TenantRecordView: JSONView {
    package let view: TenantView
    /// Its use of the disk; `nil` when it was never measured.
    package var disk: DiskView?
    /// The limits that its plan gives to its stack; `nil` for the base system.
    package var limits: LimitsView?

    package init(_ tenant: Tenant, url: String) { view = TenantView(tenant, url: url) }

    /// The path of the onboarding page below `public/`.
    package var onboardingPage: String { "welcome/\(view.tenant.onboardingToken).html" }

    package var json: JSONObject {
        let tenant = view.tenant
        var json = view.detail
        json.add("contact", TenantRecordView.contact(tenant.contact))
        json.add("since", tenant.since?.description)
        json.add("containers", TenantRecordView.containers(tenant.containers))
        json.add("dashboards", tenant.dashboards.map(TenantRecordView.dashboard))
        json.add("tags", tenant.tags)
        if !tenant.stack.text.isEmpty { json.add("stack", TenantRecordView.stack(tenant.stack)) }
        json.add("onboarding_page", onboardingPage)
        if let disk { json.add("disk", disk.json) }
        if let limits { json.add("limits", limits.json) }
        return json
    }
}

extension TenantRecordView {
    private static func contact(_ contact: Contact) -> JSONObject {
        var json = JSONObject()
        json.add("name", contact.name)
        json.add("email", contact.email)
        return json
    }

    private static func containers(_ containers: Containers) -> JSONObject {
        var json = JSONObject()
        json.add("windmill", containers.windmill)
        json.add("postgres", containers.postgres)
        json.add("redis", containers.redis)
        return json
    }

    private static func dashboard(_ dashboard: Dashboard) -> JSONObject {
        var json = JSONObject()
        json.add("title", dashboard.title)
        json.add("path", dashboard.path)
        return json
    }

    private static func stack(_ stack: StackOptions) -> JSONObject {
        var json = JSONObject()
        json.add("profile", stack.profile?.rawValue)
        if !stack.hasRedis { json.add("redis", "off") }
        json.add("expose", stack.exposure?.rawValue)
        if !stack.images.isEmpty { json.add("images", images(stack.images)) }
        return json
    }

    private static func images(_ images: [ServiceKind: ImageReference]) -> JSONObject {
        var json = JSONObject()
        json.add("windmill", images[.windmill]?.text)
        json.add("postgres", images[.postgres]?.text)
        json.add("redis", images[.redis]?.text)
        return json
    }
}
