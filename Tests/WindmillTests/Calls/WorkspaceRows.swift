import Windmill

let workspaceRows = [
    CallRow("POST /api/workspaces/exists", #"{"id":"acme"}"#, answer: "true", gives: "true") {
        try await $0.workspaceExists("acme")
    },
    CallRow(
        "POST /api/workspaces/create", #"{"id":"acme","name":"Acme, S.A."}"#,
        answer: "Created workspace acme"
    ) { try await $0.createWorkspace("acme", name: "Acme, S.A.") },
    CallRow(
        "GET /api/workspaces/list",
        answer: #"[{"id":"acme","name":"Acme","owner":"a@b.mx"},{"id":"../x","name":"x"}]"#,
        gives: "acme 1"
    ) {
        let found = try await $0.workspaces()
        return "\(found.rows[0].id) \(found.unreadable)"
    },
    CallRow(
        "GET /api/workspaces/list_as_superadmin?page=1&per_page=100",
        answer: #"[{"id":"acme","name":"Acme","owner":"x","deleted":true}]"#, gives: "true"
    ) { try await $0.allWorkspaces().rows[0].isArchived },
    CallRow(
        "GET /api/w/acme/users/list",
        answer: #"[{"email":"a@b.mx","username":"ana","is_admin":true,"disabled":false}]"#,
        gives: "ana true"
    ) {
        let member = try await $0.members(of: "acme").rows[0]
        return "\(member.name) \(member.isAdmin)"
    },
    CallRow(
        "POST /api/w/acme/workspaces/add_user",
        #"{"email":"a@b.mx","is_admin":true,"operator":false}"#, status: 201
    ) { try await $0.addMember("a@b.mx", to: "acme", isAdmin: true) },
    CallRow("POST /api/w/acme/users/update/ana", #"{"disabled":false,"is_admin":true}"#) {
        try await $0.updateMember("ana", of: "acme", MemberChange(isAdmin: true, isDisabled: false))
    },
    CallRow(
        "GET /api/w/acme/workspaces/encryption_key", answer: #"{"key":"\#(sampleKey)"}"#,
        gives: sampleKey
    ) { try await $0.encryptionKey(of: "acme").secret.text },
    CallRow("POST /api/w/acme/workspaces/encryption_key", #"{"new_key":"\#(sampleKey)"}"#) {
        try await $0.setEncryptionKey(of: "acme", WorkspaceKey(sampleKey))
    },
]

let sampleKey = String(repeating: "aB3", count: 21) + "Z"

let folderRows = [
    CallRow("GET /api/w/acme/folders/exists/reports", answer: "true", gives: "true") {
        try await $0.folderExists("reports", in: "acme")
    },
    CallRow("POST /api/w/acme/folders/create", #"{"name":"reports","summary":""}"#) {
        try await $0.createFolder("reports", in: "acme")
    },
    CallRow("GET /api/w/acme/folders/listnames", answer: #"["a","b/c"]"#, gives: "[a] 1") {
        let names = try await $0.folderNames(in: "acme")
        return "\(names.rows) \(names.unreadable)"
    },
    CallRow("GET /api/w/acme/resources/type/exists/redis", answer: "false", gives: "false") {
        try await $0.resourceTypeExists("redis", in: "acme")
    },
    CallRow(
        "GET /api/w/acme/resources/type/get/redis", answer: #"{"name":"redis","schema":null}"#,
        gives: "redis null"
    ) {
        let type = try await $0.resourceType("redis", in: "acme")
        return "\(type.name) \(type.schema)"
    },
    CallRow(
        "POST /api/w/acme/resources/type/create",
        #"{"description":"","name":"redis","schema":{"type":"object"}}"#, status: 201
    ) {
        try await $0.createResourceType(
            ResourceType(name: "redis", schema: ["type": "object"]), in: "acme")
    },
    CallRow("POST /api/w/acme/resources/type/update/redis", #"{"description":"x","schema":{}}"#) {
        try await $0.updateResourceType(
            ResourceType(name: "redis", schema: [:], description: "x"), in: "acme")
    },
]

let variableRows = [
    CallRow("GET /api/w/acme/variables/exists/f/a/key", answer: "true", gives: "true") {
        try await $0.variableExists("f/a/key", in: "acme")
    },
    CallRow(
        "GET /api/w/acme/variables/get/f/a/key?decrypt_secret=false",
        answer: #"{"path":"f/a/key","is_secret":true,"value":"leak"}"#, gives: "true nil"
    ) {
        let variable = try await $0.variable("f/a/key", in: "acme")
        return "\(variable.isSecret) \(variable.value ?? "nil")"
    },
    CallRow("GET /api/w/acme/variables/get_value/f/a/key", answer: #""v""#, gives: "v") {
        try await $0.variableValue("f/a/key", in: "acme").text
    },
    CallRow(
        "POST /api/w/acme/variables/create",
        #"{"description":"","is_secret":true,"path":"f/a/key","value":"s\"é"}"#, status: 201
    ) {
        try await $0.createVariable(
            NewVariable(path: "f/a/key", value: SecretText("s\"é"), isSecret: true), in: "acme")
    },
    CallRow(
        "POST /api/w/acme/variables/update/f/a/key",
        #"{"description":"d","is_secret":false,"path":"f/a/key","value":"v"}"#
    ) {
        try await $0.updateVariable(
            NewVariable(
                path: "f/a/key", value: SecretText("v"), isSecret: false, description: "d"),
            in: "acme")
    },
    CallRow(
        "GET /api/w/acme/variables/list?page=1&per_page=100",
        answer: #"[{"path":"f/a/b","is_secret":false,"value":"v"}]"#, gives: "v"
    ) { try await $0.variables(in: "acme").rows[0].value ?? "nil" },
    CallRow("DELETE /api/w/acme/variables/delete/f/a/key") {
        try await $0.deleteVariable("f/a/key", in: "acme")
    },
]

let resourceRows = [
    CallRow("GET /api/w/acme/resources/exists/f/a/db", answer: "true", gives: "true") {
        try await $0.resourceExists("f/a/db", in: "acme")
    },
    CallRow(
        "GET /api/w/acme/resources/get/f/a/db",
        answer: #"{"path":"f/a/db","resource_type":"postgresql","value":{"port":5432}}"#,
        gives: "postgresql 5432"
    ) {
        let resource = try await $0.resource("f/a/db", in: "acme")
        guard case .integer(let port) = resource.value["port"] else { return "none" }
        return "\(resource.type) \(port)"
    },
    CallRow(
        "POST /api/w/acme/resources/create?update_if_exists=true",
        #"{"description":"","path":"f/a/db","resource_type":"redis","#
            + #""value":{"password":"$var:f/a/pw","port":6379}}"#, status: 201
    ) {
        try await $0.pushResource(
            Resource(
                path: "f/a/db", type: "redis",
                value: ["password": "$var:f/a/pw", "port": 6379]), in: "acme")
    },
    CallRow(
        "GET /api/w/acme/resources/list?page=1&per_page=100",
        answer: #"[{"path":"f/a/db","resource_type":"redis"}]"#, gives: "f/a/db null"
    ) {
        let resource = try await $0.resources(in: "acme").rows[0]
        return "\(resource.path) \(resource.value)"
    },
    CallRow("DELETE /api/w/acme/resources/delete/f/a/db") {
        try await $0.deleteResource("f/a/db", in: "acme")
    },
]
