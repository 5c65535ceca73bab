import Windmill

let serverRows = [
    CallRow("GET /api/version", answer: "CE v1.743.0\n", gives: "CE v1.743.0") {
        try await $0.version()
    },
    CallRow("GET /api/health/status", answer: healthy, gives: "healthy 2") {
        let health = try await $0.health()
        return "\(health.status) \(health.workersAlive)"
    },
    CallRow(
        "GET /api/health/status?force=true", status: 503,
        answer: #"{"status":"unhealthy","database_healthy":false,"workers_alive":0}"#,
        gives: "unhealthy"
    ) { try await $0.readiness() },
    CallRow("GET /api/auth/is_first_time_setup", answer: "true", gives: "true") {
        try await $0.isFirstTimeSetup()
    },
    CallRow("GET /api/settings/global/base_url", answer: "null", gives: "null") {
        try await $0.setting("base_url")
    },
    CallRow("POST /api/settings/global/retention_period_secs", #"{"value":86400}"#) {
        try await $0.set("retention_period_secs", to: 86_400)
    },
    CallRow("POST /api/settings/global/smtp_settings", #"{"value":null}"#, status: 204) {
        try await $0.set("smtp_settings", to: .null)
    },
    CallRow(
        "GET /api/workers/list?page=1&per_page=100",
        answer: #"[{"worker":"wk-1","worker_group":"default","wm_version":"v1","#
            + #""jobs_executed":7,"custom_tags":["bash"]}]"#,
        gives: "wk-1 default 7 [\"bash\"]"
    ) {
        let worker = try await $0.workers().rows[0]
        return "\(worker.name) \(worker.group) \(worker.jobsExecuted) \(worker.tags)"
    },
]

let healthy =
    #"{"status":"healthy","checked_at":"x","database_healthy":true,"workers_alive":2,"new":[]}"#

let loginRows = [
    CallRow(
        "POST /api/auth/login", #"{"email":"ana@acme.mx","password":"p/ss"}"#,
        answer: "session-token-1", gives: "session-token-1"
    ) {
        let token = try await $0.login("ana@acme.mx", SecretText("p/ss"))
        return token?.secret.text ?? "none"
    },
    CallRow(
        "POST /api/auth/login", #"{"email":"ana@acme.mx","password":"wrong"}"#, status: 400,
        answer: "Bad request: Invalid login", gives: "none"
    ) {
        let token = try await $0.login("ana@acme.mx", SecretText("wrong"))
        return token?.secret.text ?? "none"
    },
    CallRow("POST /api/users/setpassword", #"{"password":"new"}"#, answer: "ok") {
        try await $0.setPassword(SecretText("new"))
    },
    CallRow("POST /api/users/set_password_of/ana@acme.mx", #"{"password":"new"}"#) {
        try await $0.setPassword(of: "ana@acme.mx", SecretText("new"))
    },
    CallRow(
        "POST /api/users/tokens/create",
        #"{"expiration":"2027-01-01T00:00:00Z","label":"puerto","scopes":["jobs:run"],"#
            + #""workspace_id":"acme"}"#, status: 201, answer: "abcdefghij0123456789",
        gives: "abcdefghij"
    ) {
        let token = try await $0.createToken(
            NewToken(
                label: "puerto", expires: "2027-01-01T00:00:00Z", scopes: ["jobs:run"],
                workspace: "acme"))
        return token.prefix
    },
    CallRow(
        "POST /api/users/tokens/create", #"{"label":"puerto"}"#, status: 201,
        answer: "abcdefghij0123456789", gives: "***"
    ) { try await $0.createToken(NewToken(label: "puerto")).secret },
    CallRow(
        "GET /api/users/tokens/list?exclude_ephemeral=true&page=2&per_page=10",
        answer: #"[{"token_prefix":"abcdefghij","label":"puerto","scopes":null},{"label":"x"}]"#,
        gives: "abcdefghij puerto 1"
    ) {
        let tokens = try await $0.tokens(ListPage(2, size: 10))
        return "\(tokens.rows[0].prefix) \(tokens.rows[0].label) \(tokens.unreadable)"
    },
    CallRow(
        "GET /api/users/tokens/list?exclude_ephemeral=false&page=1&per_page=100", answer: "[]",
        gives: "0"
    ) { try await $0.tokens(jobsToo: true).rows.count },
    CallRow("DELETE /api/users/tokens/delete/abcdefghij") {
        try await $0.deleteToken("abcdefghij")
    },
]

let userRows = [
    CallRow(
        "POST /api/users/create",
        #"{"email":"ana@acme.mx","name":"Ana","password":"p","skip_email":true,"#
            + #""super_admin":false}"#, status: 201, answer: "email: ana@acme.mx"
    ) {
        try await $0.createUser("ana@acme.mx", SecretText("p"), isSuperAdmin: false, name: "Ana")
    },
    CallRow("GET /api/users/exists/ana@acme.mx", answer: "false", gives: "false") {
        try await $0.userExists("ana@acme.mx")
    },
    CallRow("POST /api/users/update/ana@acme.mx", #"{"disabled":true}"#) {
        try await $0.updateUser("ana@acme.mx", UserChange(isDisabled: true))
    },
    CallRow("DELETE /api/users/delete/admin@windmill.dev") {
        try await $0.deleteUser("admin@windmill.dev")
    },
    CallRow(
        "GET /api/users/list_as_super_admin?page=1&per_page=100",
        answer: #"[{"email":"ana@acme.mx","super_admin":false,"disabled":true}]"#,
        gives: "ana@acme.mx false true"
    ) {
        let user = try await $0.users().rows[0]
        return "\(user.email) \(user.isSuperAdmin) \(user.isDisabled)"
    },
    CallRow(
        "GET /api/users/whoami",
        answer: #"{"email":"a@b.mx","super_admin":true,"username":"admin"}"#, gives: "admin"
    ) { try await $0.whoAmI().name?.text ?? "none" },
]
