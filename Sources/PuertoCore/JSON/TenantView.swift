/// A client's record in JSON. Its fields have the names of `fleet.yaml`.
package struct TenantView: JSONView {
    package let tenant: Tenant
    /// The address of its application.
    package let url: String

    package init(_ tenant: Tenant, url: String) {
        self.tenant = tenant
        self.url = url
    }

    /// One line of a list.
    package var json: JSONObject {
        var json = JSONObject()
        json.add("slug", tenant.slug.text)
        json.add("name", tenant.name)
        json.add("kind", tenant.kind.rawValue)
        json.add("status", tenant.status.rawValue)
        json.add("host", tenant.host.text)
        json.add("slot", tenant.slot.number)
        json.add("plan", tenant.plan)
        json.add("url", url)
        json.add("observed", tenant.isObserved)
        return json
    }

    /// The line with the language and the ports.
    package var detail: JSONObject {
        var json = json
        json.add("locale", tenant.locale.rawValue)
        json.add("ports", tenant.ports.json)
        return json
    }
}

extension Ports: JSONView {
    package var json: JSONObject {
        var json = JSONObject()
        json.add("app", app)
        json.add("postgres", postgres)
        json.add("redis", redis)
        return json
    }
}
