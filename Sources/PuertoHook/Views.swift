internal import PuertoCore

/// A session as it is answered; names are those of openapi.yaml.
struct SessionView: Encodable {
    let `operator`: String
    let role: Role
    let csrf: String
    let expiresAt: Int
    let confirmedAt: Int
}

struct TenantView: Encodable {
    let slug: String
    let name: String
    let kind: Tenant.Kind
    let status: Tenant.Status
    let host: String
    let slot: Int
    let plan: String?
    let url: String
    var language: Language?
    var ports: Ports?
    var actions: [String]?
    var job: JobView?

    struct Ports: Encodable {
        let app: Int
        let postgres: Int
        let redis: Int
    }

    init(_ tenant: Tenant, url: String) {
        slug = tenant.slug.text
        name = tenant.name
        kind = tenant.kind
        status = tenant.status
        host = tenant.host.text
        slot = tenant.slot.number
        plan = tenant.plan
        self.url = url
    }
}

struct TenantListView: Encodable {
    let tenants: [TenantView]
    let next: String?
}

struct JobView: Encodable {
    let id: String
    let action: String
    let tenant: String?
    let state: Job.State
    let actor: String
    let attempt: Int
    let attempts: Int
    let createdAt: Int
    let startedAt: Int?
    let endedAt: Int?
    let error: String?

    init(_ job: Job) {
        id = job.id
        action = job.action.rawValue
        tenant = job.tenant?.text
        state = job.state
        actor = job.actor
        attempt = job.attempt
        attempts = job.attempts
        createdAt = job.createdAt
        startedAt = job.startedAt
        endedAt = job.endedAt
        error = job.error
    }
}

struct JobDetailView: Encodable {
    let job: JobView
    let steps: [Step]
    let events: [Event]

    struct Step: Encodable {
        let name: String
        let state: JobStep.State
        let startedAt: Int?
        let endedAt: Int?
    }

    struct Event: Encodable {
        let number: Int
        let at: Int
        let step: String
        let text: String
    }

    init(_ job: Job, _ events: [JobEvent]) {
        self.job = JobView(job)
        steps = job.steps.map {
            Step(name: $0.name, state: $0.state, startedAt: $0.startedAt, endedAt: $0.endedAt)
        }
        self.events = events.map {
            Event(number: $0.number, at: $0.at, step: $0.step, text: $0.text)
        }
    }
}

struct JobListView: Encodable { let jobs: [JobView] }

struct AcceptedView: Encodable { let job: JobView }

struct ErrandView: Encodable {
    let id: String
    let kind: String
    let state: Errand.State
    let error: String?

    init(_ errand: Errand) {
        id = errand.id
        kind = errand.question.kind
        state = errand.state
        error = errand.error
    }
}

struct PlanView: Encodable {
    let id: String
    let state: Errand.State
    let tenant: String
    let action: String
    let text: String?
    let hash: String?
    let error: String?
}

struct EnvelopeView: Encodable {
    let errand: String
    let tenant: String
    let field: String
    let key: String
    let nonce: String
    let ciphertext: String
}

struct LinkView: Encodable {
    let id: String
    let field: String
    let state: LinkReceipt.State
    let passphrase: Bool
    let createdAt: Int
    let createdBy: String
    let expiresAt: Int
    let viewsLeft: Int
    let readAt: Int?
    let readFrom: String?

    init(_ receipt: LinkReceipt) {
        id = receipt.id
        field = receipt.field.rawValue
        state = receipt.state
        passphrase = receipt.hasPassphrase
        createdAt = receipt.createdAt
        createdBy = receipt.createdBy
        expiresAt = receipt.expiresAt
        viewsLeft = receipt.viewsLeft
        readAt = receipt.readAt
        readFrom = receipt.readFrom
    }
}

struct LinkListView: Encodable { let links: [LinkView] }

struct ClaimedView: Encodable {
    let nonce: String
    let ciphertext: String
}

struct HealthView: Encodable { let status = "ok" }

struct DuplicateView: Encodable { let duplicate = true }

struct ProblemView: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String?
    let hint: String?
    let job: String?
}
