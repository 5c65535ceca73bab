import PuertoCore
import TestSupport
import Testing

@Suite struct JobParametersTests {
    @Test func theirTextIsOneLineForEach() throws {
        let parameters = JobParameters(
            reason: "no ha pagado: 3 meses", field: .postgres,
            images: [
                .redis: try ImageReference("redis:7.4.4"),
                .windmill: try ImageReference("localhost:5000/w:1"),
            ])
        let text = """
            reason: no ha pagado: 3 meses
            field: postgres
            image.windmill: localhost:5000/w:1
            image.redis: redis:7.4.4
            """
        #expect(parameters.text == text)
        #expect(try JobParameters(text) == parameters)
        #expect(try JobParameters("") == JobParameters() && JobParameters().text == "")
    }

    @Test(arguments: [
        "a", "a: b", "field: redis", ":", "image.redis: x", "\u{301}mark",
        "🦤", String(repeating: "x", count: 500), "Ñandú\u{301}",
    ])
    func everyReasonComesBack(reason: String) throws {
        let parameters = JobParameters(reason: reason)
        #expect(
            try JobParameters(parameters.text).reason.map { Array($0.utf8) }
                == Array(reason.utf8))
    }

    @Test(arguments: [
        ("nonsense", "a job has the unknown parameter 'nonsense'"),
        ("color: red", "a job has the unknown parameter 'color'"),
        ("Reason: x", "a job has the unknown parameter 'Reason'"),
        ("image.mysql: x:1", "a job has the unknown parameter 'image.mysql'"),
        ("field: mysql", "there is no credential of that name (one of app, postgres, redis)"),
        ("image.redis: redis:latest", "the image 'redis:latest' is not pinned"),
        ("reason: ", "reason is empty"),
    ])
    func nonsenseIsRefused(text: String, start: String) {
        #expect(code { try JobParameters(text) } == .invalid)
        let found = message { try JobParameters("reason: x\n" + text) }
        #expect(found?.hasPrefix(start) == true, "\(found ?? "nothing thrown")")
    }

    @Test func aLongReasonIsRefused() {
        let text = "reason: " + String(repeating: "x", count: 501)
        #expect(message { try JobParameters(text) }?.contains("501 bytes (at most 500)") == true)
    }
}
