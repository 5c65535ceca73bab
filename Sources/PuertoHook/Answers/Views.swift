internal import PuertoCore
internal import PuertoVault

struct SessionView: JSONView {
    let session: Session
    let csrf: String

    var json: JSONObject {
        var json = JSONObject()
        json.add("operator", session.name.text)
        json.add("role", session.role.rawValue)
        json.add("csrf", csrf)
        json.add("expires_at", session.endsAt)
        json.add("confirmed_at", session.confirmedAt)
        return json
    }
}

struct TenantView: JSONView {
    let tenant: Tenant
    let url: String

    var json: JSONObject {
        var json = JSONObject()
        json.add("slug", tenant.slug.text)
        json.add("name", tenant.name)
        json.add("kind", tenant.kind.rawValue)
        json.add("status", tenant.status.rawValue)
        json.add("host", tenant.host.text)
        json.add("slot", tenant.slot.number)
        json.add("plan", tenant.plan)
        json.add("url", url)
        return json
    }
}

/// One client with what may be asked for.
struct TenantDetailView: JSONView {
    let line: TenantView
    let actions: [Action]
    let job: Job?

    var json: JSONObject {
        var (json, ports) = (line.json, JSONObject())
        json.add("language", line.tenant.language.rawValue)
        ports.add("app", line.tenant.ports.app)
        ports.add("postgres", line.tenant.ports.postgres)
        ports.add("redis", line.tenant.ports.redis)
        json.add("ports", ports)
        json.add("actions", actions.map(\.rawValue))
        if let job { json.add("job", JobView(job).json) }
        return json
    }
}

struct TenantListView: JSONView {
    let tenants: [TenantView]
    let next: String?

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenants", tenants.map(\.json))
        json.add("next", next)
        return json
    }
}

struct LinkView: JSONView {
    let receipt: LinkReceipt

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", receipt.id)
        json.add("field", receipt.field.rawValue)
        json.add("state", receipt.state.rawValue)
        json.add("passphrase", receipt.hasPassphrase)
        json.add("created_at", receipt.createdAt)
        json.add("created_by", receipt.createdBy)
        json.add("expires_at", receipt.expiresAt)
        json.add("views_left", receipt.viewsLeft)
        json.add("read_at", receipt.readAt)
        json.add("read_from", receipt.readFrom)
        return json
    }
}

/// Objects under one name.
struct ListView: JSONView {
    let name: StaticString
    let items: [any JSONView]

    var json: JSONObject {
        var json = JSONObject()
        json.add(name, items.map(\.json))
        return json
    }
}

struct ClaimedView: JSONView {
    let nonce: [UInt8]
    let ciphertext: [UInt8]

    var json: JSONObject {
        var json = JSONObject()
        json.add("nonce", Base64.url.encode(nonce))
        json.add("ciphertext", Base64.url.encode(ciphertext))
        return json
    }
}

struct ProblemView: JSONView {
    let problem: Problem
    /// Of the reader; names and numbers are for programs.
    let l: Language

    var json: JSONObject {
        var json = JSONObject()
        json.add("type", problem.type)
        json.add("title", problem.title)
        json.add("status", problem.status)
        json.add("detail", problem.detail?.text(l))
        json.add("hint", problem.hint?.text(l))
        json.add("job", problem.job?.id)
        return json
    }
}
