import PuertoCore
import Testing

@testable import PuertoWire

/// The frames of each request's page, which are written and read without the general coder: both
/// ways come to the same.
@Suite struct WireReadingTests {
    private func arrived<Asked: Operation>(_ answer: Asked.Answer, to: Asked.Type) throws
        -> Asked.Answer
    {
        let frame = try WireCoder.bytes(of: Reply<Asked.Answer>.answer(answer))
        guard case .answer(let read) = try Asked.reply(from: frame) else {
            throw PuertoError(.invalid, "no answer")
        }
        return read
    }

    private static let texts = [
        "", "plain", "\"quoted\" \\ /slash/", "línea\u{0}\u{1}\n\t\u{7F}", "e\u{301} é 🏠 \u{FEFF}",
        "{\"answer\":1}", String(repeating: "a", count: 5000),
    ]

    private static func job(_ text: String, isFull: Bool) throws -> Job {
        Job(
            id: "0123456789abcdef", action: .upgrade, tenant: isFull ? try Slug("acme") : nil,
            parameters: isFull
                ? JobParameters(images: [.redis: try ImageReference("redis:7.4.5")])
                : JobParameters(),
            actor: "web:\(text)", state: isFull ? .failed : .queued, attempt: 0, attempts: 3,
            createdAt: -1, readyAt: .max, startedAt: isFull ? 5 : nil, endedAt: isFull ? 6 : nil,
            error: isFull ? text : nil, spanishError: isFull ? "\(text)ñ" : nil,
            steps: isFull
                ? JobStep.State.allCases.map {
                    JobStep(name: text, state: $0, startedAt: 1, endedAt: nil)
                } : [])
    }

    @Test(arguments: texts, [false, true])
    func aJobArrivesAsItWas(text: String, isFull: Bool) throws {
        let job = try WireReadingTests.job(text, isFull: isFull)
        let event = JobEvent(number: 1, at: .min, step: text, text: text, spanish: text)
        let events = isFull ? [event] : []
        let read = try arrived(GetJob.Answer(job, events), to: GetJob.self)
        #expect(read.job == job && read.events == events)
    }

    @Test(arguments: [nil, Role.owner, .viewer])
    func aSessionArrivesAsItWas(role: Role?) throws {
        let session = try role.map {
            Session(name: try Slug("ana"), role: $0, createdAt: 7, digest: [0, 127, 255])
        }
        let read = try arrived(FoundSession(session, passkeys: 3), to: GetSession.self)
        #expect(read.session == session && read.passkeys == 3)
    }

    @Test(arguments: texts, [nil, HookScripts(login: "login.js", register: "register.js")])
    func settingsArriveAsTheyWere(text: String, scripts: HookScripts?) throws {
        for policy in PasskeyPolicy.Reveal.allCases {
            let web = HookSettings(
                settings: try WebSettings(
                    origin: "https://portal.example", hook: "/cgi-bin/puerto",
                    proxies: [text, "::1"]),
                agency: text, language: .en, languages: [.es, .en], style: text, icon: text,
                scripts: scripts, url: text, ports: try PortRule(skip: [2: "printer"]),
                subnets: try SubnetPool("10.9.0.0/16"),
                passkeys: PasskeyPolicy(reveal: policy, requires: .passkey),
                security: scripts == nil ? nil : try SecurityContact("ana@example.com"))
            let read = try arrived(GetSettings.Answer(web, .demo), to: GetSettings.self)
            #expect(read.web == web && read.records == .demo)
        }
        #expect(try arrived(GetSettings.Answer(nil), to: GetSettings.self).web == nil)
    }

    @Test func refusalsArrive() throws {
        let bytes = try WireCoder.bytes(of: Reply<FoundSession>.refusal(.noSession))
        guard case .refusal(.noSession) = try GetSession.reply(from: bytes) else {
            Issue.record("another reply")
            return
        }
        let error = WireError(PuertoError(.notFound, "no job", hint: "puerto job list"))
        let frame = try WireCoder.bytes(of: Reply<GetJob.Answer>.refusal(.error(error)))
        guard case .refusal(.error(let read)) = try GetJob.reply(from: frame) else {
            Issue.record("another reply")
            return
        }
        #expect(read.error.message == "no job" && read.error.hint == "puerto job list")
    }

    @Test(arguments: texts, [nil, "a-cookie", "\"\\\u{0}"])
    func questionsArriveAsTheyWere(text: String, cookie: String?) throws {
        for after in [nil, 0, Int.max] {
            let bytes = try Question(GetJob(text, after: after), cookie: cookie).bytes()
            let read = try WireCoder.read(Question<GetJob>.self, from: bytes)
            #expect(read.content.id == text && read.content.after == after)
            let head = try WireCoder.read(QuestionHead.self, from: bytes)
            #expect(head.version == QuestionHead.current && head.operation == .job)
            #expect(head.cookie == cookie)
        }
        for bytes in [
            try Question(GetSettings(), cookie: cookie).bytes(),
            try Question(GetSession(), cookie: cookie).bytes(),
        ] {
            #expect(try WireCoder.read(QuestionHead.self, from: bytes).cookie == cookie)
        }
    }

    @Test func aFrameThatIsCutOrLacksAMemberIsNone() throws {
        let job = try WireReadingTests.job("text", isFull: true)
        let frame = try WireCoder.bytes(
            of: Reply<GetJob.Answer>.answer(GetJob.Answer(job, [])))
        for count in 0..<frame.count {
            #expect(throws: (any Error).self, "\(count)") {
                try GetJob.reply(from: Array(frame.prefix(count)))
            }
        }
        for other in [
            #"{}"#, #"{"answer":{}}"#, #"{"answer":{"_0":{}}}"#, #"{"answer":{"_1":{}}}"#,
            #"{"answer":{"_0":{"session":{},"passkeys":0}}}"#,
            #"{"answer":{"_0":{"passkeys":0,"passkeys":0}}}"#,
            #"{"answer":{"_0":{"passkeys":0,"more":0}}}"#, #"{"answer":{"_0":{"passkeys":0}}}x"#,
            #"{"answer":{"_0":{"passkeys":1.5}}}"#,
        ] {
            #expect(throws: (any Error).self, "\(other)") {
                try GetSession.reply(from: Array(other.utf8))
            }
        }
    }
}
