import Windmill

let scriptRows = [
    CallRow(
        "GET /api/w/acme/scripts/get/p/f/a/hello", answer: sampleScript, gives: "1a2b bash echo"
    ) {
        guard let script = try await $0.script("f/a/hello", in: "acme") else { return "none" }
        return "\(script.hash) \(script.language) \(script.content)"
    },
    CallRow(
        "GET /api/w/acme/scripts/get/p/f/a/hello", status: 404,
        answer: "Not found: script", gives: "none"
    ) {
        let script = try await $0.script("f/a/hello", in: "acme")
        return script?.hash.text ?? "none"
    },
    CallRow("GET /api/w/acme/scripts/exists/p/f/a/hello", answer: "true", gives: "true") {
        try await $0.scriptExists("f/a/hello", in: "acme")
    },
    CallRow(
        "POST /api/w/acme/scripts/create?skip_if_noop=true",
        #"{"auto_parent":true,"content":"echo","description":"","language":"bash","#
            + #""path":"f/a/hello","summary":"Hi","timeout":60}"#, status: 201, answer: "1a2b",
        gives: "1a2b"
    ) {
        var script = NewScript(
            path: "f/a/hello", content: "echo", language: "bash", summary: "Hi")
        script.timeout = 60
        return try await $0.pushScript(script, in: "acme")
    },
    CallRow(
        "GET /api/w/acme/scripts/deployment_status/h/1a2b",
        answer: #"{"lock":null,"lock_error_logs":null,"job_id":null}"#, gives: "pending"
    ) { try await $0.deployment("1a2b", in: "acme") },
    CallRow(
        "GET /api/w/acme/scripts/deployment_status/h/1a2b", answer: #"{"lock":""}"#,
        gives: #"done(lock: "")"#
    ) { try await $0.deployment("1a2b", in: "acme") },
    CallRow(
        "GET /api/w/acme/scripts/deployment_status/h/1a2b",
        answer: #"{"lock":null,"lock_error_logs":"no such package"}"#,
        gives: #"failed(log: "no such package")"#
    ) { try await $0.deployment("1a2b", in: "acme") },
    CallRow(
        "GET /api/w/acme/scripts/list?page=1&per_page=100", answer: "[\(sampleScript),{}]",
        gives: "f/a/hello 1"
    ) {
        let scripts = try await $0.scripts(in: "acme")
        return "\(scripts.rows[0].path) \(scripts.unreadable)"
    },
    CallRow("POST /api/w/acme/scripts/archive/p/f/a/hello") {
        try await $0.archiveScript("f/a/hello", in: "acme")
    },
]

let sampleScript =
    #"{"path":"f/a/hello","hash":"1a2b","summary":"Hi","content":"echo","language":"bash","#
    + #""created_by":"ana","created_at":"2026-11-30T10:00:00.123456Z","archived":false}"#

let flowRows = [
    CallRow(
        "GET /api/w/acme/flows/get/f/a/daily", answer: #"{"path":"f/a/daily","value":{}}"#,
        gives: "f/a/daily"
    ) { try await $0.flow("f/a/daily", in: "acme")?.path.text ?? "none" },
    CallRow("GET /api/w/acme/flows/exists/f/a/daily", answer: "false", gives: "false") {
        try await $0.flowExists("f/a/daily", in: "acme")
    },
    CallRow(
        "POST /api/w/acme/flows/create",
        #"{"description":"","path":"f/a/daily","summary":"","value":{"modules":[]}}"#,
        status: 201, answer: "f/a/daily"
    ) {
        try await $0.createFlow(Flow(path: "f/a/daily", value: ["modules": []]), in: "acme")
    },
    CallRow(
        "POST /api/w/acme/flows/update/f/a/daily",
        #"{"description":"","path":"f/a/daily","summary":"x","value":{}}"#
    ) {
        try await $0.updateFlow(Flow(path: "f/a/daily", value: [:], summary: "x"), in: "acme")
    },
    CallRow(
        "GET /api/w/acme/flows/list?page=1&per_page=100",
        answer: #"[{"path":"f/a/daily","summary":"A\u001b[2Jb","value":{}}]"#, gives: "A [2Jb"
    ) { try await $0.flows(in: "acme").rows[0].summary },
    CallRow("POST /api/w/acme/flows/archive/f/a/daily", #"{"archived":true}"#) {
        try await $0.archiveFlow("f/a/daily", in: "acme")
    },
    CallRow(
        "GET /api/w/acme/apps/list?page=1&per_page=100",
        answer:
            #"[{"path":"f/a/sales","summary":"Ventas"},{"path":"//evil.example","summary":""}]"#,
        gives: "f/a/sales Ventas 1"
    ) {
        let apps = try await $0.apps(in: "acme")
        return "\(apps.rows[0].path) \(apps.rows[0].summary) \(apps.unreadable)"
    },
    CallRow(
        "GET /api/w/acme/apps/get/p/f/a/sales",
        answer: #"{"path":"f/a/sales","value":{},"policy":{},"raw_app":true}"#, gives: "true"
    ) { try await $0.app("f/a/sales", in: "acme")?.isRaw ?? false },
]
